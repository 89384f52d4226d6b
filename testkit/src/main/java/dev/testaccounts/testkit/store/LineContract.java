package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.lease.AccountFilter;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseStore.ClaimReply;
import dev.testaccounts.core.lease.Ticket;
import dev.testaccounts.core.lease.Wanted;
import dev.testaccounts.core.pool.Pool;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queues, where not everybody waits for any one account. */
public abstract class LineContract extends StoreContract {

  private static final Map<String, String> KOREAN = Map.of("country", "KR");
  private static final Map<String, String> GOLD = Map.of("tier", "gold");
  private static final Wanted KOREAN_ONE = filtered(new AccountFilter(KOREAN, Map.of()));
  private static final Wanted GOLD_ONE = filtered(new AccountFilter(Map.of(), GOLD));

  private Pool pool;

  @BeforeEach
  void registers() {
    pool = given.pool("buyers", given.service("shop"));
  }

  @Test
  void aPlaceIsKeptWithAllThatItWaitsFor() {
    AccountFilter odd = new AccountFilter(Map.of("a\"b", "$.{}"), Map.of("'", "?"));
    Ticket ticket = enter(KOREAN_ONE, new Wanted("admin", odd), new Wanted("x", GOLD_ONE.filter()));
    Ticket plain = enter(Wanted.ANY);

    reopen();

    assertThat(store.queue().queue(pool.id(), 10)).containsExactly(ticket, plain);
    assertThat(store.queue().waiting())
        .as("accounts, not requests")
        .isEqualTo(Map.of(pool.id(), 4));
  }

  @Test
  void whoWaitsForSeveralHoldsNothingAndStopsTheLineUntilThereAreEnough() {
    Ticket group = enter(new Wanted("admin", AccountFilter.none()), any("member"), any("member"));
    Ticket behind = enter(Wanted.ANY);
    given.free(pool);
    given.free(pool);
    assertThat(leases(group)).isEmpty();
    assertThat(leases(behind)).as("not before those who came first").isEmpty();
    assertThat(claim(AccountFilter.none())).isEqualTo(new ClaimReply.NoneFree());

    given.free(pool);

    assertThat(leases(group).stream().map(each -> each.labels().get("role")))
        .containsExactly("admin", "member", "member");
    assertThat(leases(group).stream().map(Lease::account)).doesNotHaveDuplicates();
    assertThat(leases(behind)).isEmpty();
    given.free(pool);
    assertThat(leases(behind)).hasSize(1);
  }

  private static Wanted any(String role) {
    return new Wanted(role, AccountFilter.none());
  }

  @Test
  void whoWantsWhatIsNotThereIsPassedOverAndServedWhenItIs() {
    Ticket korean = enter(KOREAN_ONE);
    Ticket two = enter(GOLD_ONE, Wanted.ANY);
    Ticket behind = enter(Wanted.ANY);
    given.free(pool);
    assertThat(leases(behind)).hasSize(1);
    assertThat(leases(korean)).isEmpty();

    free(KOREAN, GOLD);
    assertThat(leases(korean)).as("the first whom it fits").hasSize(1);
    free(Map.of(), GOLD);
    assertThat(leases(two)).as("one too few").isEmpty();
    given.free(pool);
    assertThat(leases(two)).hasSize(2);
    assertThat(store.queue().waiting()).isEmpty();
  }

  @Test
  void whoDoesNotWaitHasWhatNobodyWhoWaitsCanUse() {
    Ticket korean = enter(KOREAN_ONE);
    given.free(pool);
    given.free(pool);
    given.free(pool);

    assertThat(claim(GOLD_ONE.filter())).isEqualTo(new ClaimReply.NoneFree());
    assertThat(claim(AccountFilter.none())).isInstanceOf(ClaimReply.Granted.class);
    assertThat(store.leases().claimAll(drafts.group(pool, List.of(Wanted.ANY, Wanted.ANY))))
        .isPresent();
    assertThat(claim(AccountFilter.none())).isEqualTo(new ClaimReply.NoneFree());
    assertThat(leases(korean)).isEmpty();
  }

  @Test
  void manyWhoAreFilteredBlockNobodyBehindThem() {
    List<Ticket> korean = IntStream.range(0, 70).mapToObj(i -> enter(KOREAN_ONE)).toList();
    Ticket gold = enter(GOLD_ONE);
    Ticket behind = enter(Wanted.ANY);

    given.free(pool);
    assertThat(leases(behind)).hasSize(1);
    given.free(pool);
    free(Map.of(), GOLD);
    assertThat(leases(gold)).hasSize(1);
    free(KOREAN, Map.of());
    assertThat(leases(korean.getFirst())).hasSize(1);
    assertThat(store.queue().queue(pool.id(), 100)).isEqualTo(korean.subList(1, korean.size()));
  }

  @Test
  void whoWasServedDoesNotQueueAgainAndWhoLeavesIsNotServed() {
    Ticket group = enter(Wanted.ANY, Wanted.ANY);
    Ticket gone = enter(Wanted.ANY, Wanted.ANY);
    store.queue().leave(Drafts.PROJECT, gone.lease());
    IntStream.range(0, 4).forEach(i -> given.free(pool));

    store.queue().enter(group, clock.instant());

    assertThat(leases(group)).hasSize(2);
    assertThat(leases(gone)).isEmpty();
    assertThat(store.queue().waiting()).isEmpty();
    assertThat(store.leases().claimAll(drafts.group(pool, Collections.nCopies(2, Wanted.ANY))))
        .isPresent();
  }

  private static Wanted filtered(AccountFilter filter) {
    return new Wanted(null, filter);
  }

  private void free(Map<String, String> attributes, Map<String, String> labels) {
    given.free(drafts.account(pool, attributes, labels));
  }

  private ClaimReply claim(AccountFilter filter) {
    return store.leases().claim(List.of(drafts.claim(pool, drafts.id(), filter))).getFirst();
  }

  private Ticket enter(Wanted... wanted) {
    Ticket ticket = drafts.ticket(pool, drafts.id(), List.of(wanted));
    store.queue().enter(ticket, clock.instant());
    return ticket;
  }

  private List<Lease> leases(Ticket ticket) {
    return IntStream.range(0, ticket.wanted().size())
        .mapToObj(i -> store.leases().lease(Drafts.PROJECT, ticket.lease().plus(i)))
        .flatMap(Optional::stream)
        .toList();
  }
}
