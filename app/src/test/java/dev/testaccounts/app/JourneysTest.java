package dev.testaccounts.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.app.Journeys.Place;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.job.Workers.Route;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.testkit.SettableClock;
import dev.testaccounts.testkit.store.Drafts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** For whom a place is kept, and until when. */
class JourneysTest {

  private final SettableClock clock = new SettableClock();
  private final Drafts drafts = new Drafts(clock);
  private final TargetService first = drafts.service(Drafts.PROJECT, "first");
  private final TargetService second = drafts.service(Drafts.PROJECT, "second");
  private final TargetService third = drafts.service(Drafts.PROJECT, "third");
  private final Pool pool = drafts.pool("buyers", OnRelease.RESET, first, second, third);
  private final Journeys journeys = new Journeys();
  private final Route route = new Route(List.of(first.id()), List.of(second.id(), third.id()));

  private Work begun() {
    return Convergence.begin(drafts.account(pool), clock.instant()).works().getFirst();
  }

  /** The same account's work in another service. */
  private static Work in(Work work, TargetService service) {
    EnrolledAccount alone =
        new EnrolledAccount(
            work.account(), List.of(Enrollment.intended(work.account().id(), service.id(), 0)));
    return Convergence.begin(alone, work.account().createdAt()).works().getFirst();
  }

  private List<Place> reported(Work work, Work... follow) {
    return journeys.reported(work.account().id(), List.of(follow));
  }

  private Place at(TargetService service) {
    return new Place(service.id(), route, true);
  }

  private List<Place> notReached() {
    return route.later().stream().map(each -> new Place(each, route, false)).toList();
  }

  @Test
  void a_place_is_kept_until_the_account_gets_there() {
    Work work = begun();
    Work next = in(work, second);
    Work last = in(work, third);

    assertThat(journeys.begin(List.of(work, begun()), route)).isEqualTo(2);

    assertThat(reported(work, next)).containsExactly(at(second));
    assertThat(reported(next, last)).containsExactly(at(third));
    assertThat(reported(last)).isEmpty();
  }

  @Test
  void an_account_that_goes_no_further_needs_none_of_its_places() {
    Work work = begun();
    Work other = begun();
    journeys.begin(List.of(work, other), route);

    assertThat(reported(work)).containsExactlyElementsOf(notReached());
    assertThat(reported(work)).as("they are given back once").isEmpty();
    assertThat(reported(other, in(other, second))).containsExactly(at(second));
    assertThat(reported(other)).containsExactly(new Place(third.id(), route, false));
  }

  @Test
  void one_of_two_first_services_waits_for_the_other() {
    Work work = begun();
    Work beside = in(work, third);
    assertThat(journeys.begin(List.of(work, beside), route)).isEqualTo(1);

    assertThat(reported(work)).isEmpty();
    assertThat(reported(beside, in(work, second))).containsExactly(at(second));
  }

  @Test
  void what_is_removed_instead_has_no_way_to_go() {
    Work work = begun();
    journeys.begin(List.of(work), route);

    assertThat(reported(work, in(work, first))).as("its removal follows").isEmpty();
    assertThat(reported(work)).containsExactlyElementsOf(notReached());
  }

  @Test
  void nobody_else_has_a_place() {
    Work work = begun();
    journeys.begin(List.of(begun()), route);
    assertThat(journeys.begin(List.of(work), new Route(route.first(), List.of()))).isEqualTo(1);

    assertThat(reported(work, in(work, second))).isEmpty();
    assertThat(reported(begun())).isEmpty();
  }
}
