package dev.testaccounts.core.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.memory.SettableClock;
import dev.testaccounts.core.pool.Pool;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What can be asked for, and what a place in the queue makes of it. */
class LeaseRequestTest {

  private static final Map<String, String> KOREAN = Map.of("country", "KR");
  private static final Map<String, String> GOLD = Map.of("tier", "gold");
  private static final AccountFilter BOTH = new AccountFilter(KOREAN, GOLD);
  private static final Wanted ADMIN = new Wanted("admin", AccountFilter.none());

  private static LeaseRequest request(Map<String, String> labels, List<Wanted> wanted) {
    return LeaseRequest.of("buyers", null, labels).with(wanted);
  }

  @Test
  void an_account_fits_that_carries_all() {
    assertThat(BOTH.fits(account(KOREAN, GOLD))).isTrue();
    assertThat(BOTH.fits(account(Map.of("country", "KR", "a", "b"), GOLD))).isTrue();
    assertThat(BOTH.fits(account(KOREAN, Map.of()))).isFalse();
    assertThat(BOTH.fits(account(Map.of(), GOLD))).isFalse();
    assertThat(BOTH.fits(account(GOLD, KOREAN))).isFalse();
    assertThat(BOTH.fits(account(Map.of("country", "DE"), GOLD))).isFalse();
    assertThat(AccountFilter.none().fits(account(Map.of(), Map.of()))).isTrue();
    assertThat(AccountFilter.none().isNone()).isTrue();
    assertThat(new AccountFilter(KOREAN, Map.of()).isNone()).isFalse();
    assertThat(new AccountFilter(Map.of(), GOLD).isNone()).isFalse();
  }

  private static Account account(Map<String, String> attributes, Map<String, String> labels) {
    return AllotmentTest.account(attributes, labels).account();
  }

  @Test
  void what_could_never_be_is_refused_and_says_where() {
    Map<String, String> odd = Map.of("", "x");
    Map<String, String> fine = Map.of("run", "1");

    assertRefused(request(odd, List.of(Wanted.ANY)), "labels: expected keys");
    assertRefused(
        request(fine, List.of(Wanted.ANY, new Wanted(null, new AccountFilter(odd, GOLD)))),
        "attributes: expected keys");
    assertRefused(
        request(fine, List.of(new Wanted("a", new AccountFilter(KOREAN, odd)))),
        "accountLabels: expected keys");
    assertRefused(
        request(fine, List.of(new Wanted("", AccountFilter.none()))), "roles: expected keys");
    assertRefused(request(Map.of("role", "x"), List.of(ADMIN)), "labels.role: expected no such");
    assertRefused(
        request(fine, List.of()), "count, roles: expected 1 to 50 accounts in all, got 0");
    assertRefused(request(fine, Collections.nCopies(51, ADMIN)), "in all, got 51");
  }

  private static void assertRefused(LeaseRequest request, String detail) {
    assertThat(request.problem())
        .hasValueSatisfying(
            problem -> {
              assertThat(problem).isInstanceOf(Problem.Invalid.class);
              assertThat(problem.code()).isEqualTo("invalid-request");
              assertThat(problem.detail()).contains(detail);
            });
  }

  @Test
  void what_can_be_is_not() {
    assertThat(request(Map.of("role", "x"), List.of(Wanted.ANY)).problem()).isEmpty();
    assertThat(request(Map.of(), Collections.nCopies(50, new Wanted("a", BOTH))).problem())
        .isEmpty();
    assertThat(request(Map.of(), List.of(Wanted.ANY)).forAny()).isTrue();
    assertThat(request(Map.of(), List.of(Wanted.ANY, Wanted.ANY)).forAny()).isFalse();
    assertThat(request(Map.of(), List.of(ADMIN)).forAny()).isFalse();
  }

  @Test
  void a_place_comes_to_a_claim_for_each_account() {
    Pool pool = Samples.pool("buyers");
    Ticket ticket = Samples.ticket(pool).with(List.of(ADMIN, new Wanted(null, BOTH)));

    List<LeaseStore.Claim> claims = ticket.claims(SettableClock.START);

    assertThat(claims.getFirst())
        .isEqualTo(
            new LeaseStore.Claim(
                ticket.lease(),
                pool.project(),
                pool.id(),
                null,
                "ann",
                Map.of("role", "admin"),
                ticket.onRelease(),
                SettableClock.START,
                SettableClock.START.plus(ticket.ttl())));
    assertThat(claims.get(1).lease()).isEqualTo(ticket.lease().plus(1));
    assertThat(claims.get(1).labels()).isEmpty();
    assertThat(claims.get(1).filter()).isEqualTo(BOTH);
    assertThat(claims.get(1).forAny().filter()).isEqualTo(AccountFilter.none());
    assertThat(claims.get(1).forAny().lease()).isEqualTo(ticket.lease().plus(1));
  }

  @Test
  void only_who_takes_any_account_stops_the_line() {
    Ticket ticket = Samples.ticket(Samples.pool("buyers"));

    assertThat(ticket.stopsTheLine()).isTrue();
    assertThat(ticket.with(List.of(ADMIN, Wanted.ANY)).stopsTheLine()).isTrue();
    assertThat(ticket.with(List.of(ADMIN, new Wanted(null, BOTH))).stopsTheLine()).isFalse();
  }
}
