package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.AccountFilter;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import dev.testaccounts.core.lease.LeaseStore.ClaimReply;
import dev.testaccounts.core.lease.Wanted;
import dev.testaccounts.core.pool.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Claims of certain accounts, and of several at once. */
public abstract class GroupContract extends StoreContract {

  private static final Map<String, String> KOREAN = Map.of("country", "KR");
  private static final Map<String, String> GOLD = Map.of("tier", "gold");
  private static final AccountFilter KOREAN_ONE = new AccountFilter(KOREAN, Map.of());
  private static final AccountFilter GOLD_ONE = new AccountFilter(Map.of(), GOLD);

  @Test
  void aFilterLetsThroughOnlyAnAccountThatCarriesAllOfIt() {
    Pool pool = given.pool("buyers", given.service("shop"));
    AccountFilter both = new AccountFilter(KOREAN, GOLD);
    free(pool, KOREAN, Map.of());
    free(pool, Map.of(), GOLD);
    free(pool, GOLD, KOREAN);
    free(pool, Map.of("country", "KR "), GOLD);
    assertThat(claim(pool, both)).isEqualTo(new ClaimReply.NoneFree());
    Id fits = free(pool, Map.of("country", "KR", "city", "Seoul"), GOLD);

    assertThat(claim(pool, both))
        .isInstanceOfSatisfying(
            ClaimReply.Granted.class,
            granted -> assertThat(granted.lease().account()).isEqualTo(fits));
    assertThat(claim(pool, both)).isEqualTo(new ClaimReply.NoneFree());
    assertThat(claim(pool, AccountFilter.none())).isInstanceOf(ClaimReply.Granted.class);
  }

  @Test
  void keysAndValuesHaveNoMeaningOfTheirOwn() {
    Pool pool = given.pool("buyers", given.service("shop"));
    free(pool, Map.of("a", "b"), Map.of());
    for (String odd : List.of("a.b", "$.a", "a\"b", "a'b", "[0]", "a\\b", "?", "{}", "한국", "%s")) {
      Id fits = free(pool, Map.of(odd, odd), Map.of(odd, odd));

      ClaimReply reply = claim(pool, new AccountFilter(Map.of(odd, odd), Map.of(odd, odd)));

      assertThat(reply)
          .as(odd)
          .isInstanceOfSatisfying(
              ClaimReply.Granted.class,
              granted -> assertThat(granted.lease().account()).isEqualTo(fits));
    }
  }

  @Test
  void ofThoseThatFitTheOneThatHasBeenFreeTheLongestIsTaken() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Id first = free(pool, KOREAN, Map.of());
    clock.advance(Duration.ofSeconds(1));
    Id second = free(pool, KOREAN, Map.of());

    assertThat(accounts(claimAll(pool, 2, KOREAN_ONE))).containsExactly(first, second);
  }

  /** Each sees what the others leave, also where all are written in one transaction. */
  @Test
  void claimsOfOneBatchTakeNothingTwice() {
    Pool pool = given.pool("buyers", given.service("shop"));
    free(pool, KOREAN, GOLD);
    free(pool, KOREAN, Map.of());
    free(pool, Map.of(), GOLD);

    List<ClaimReply> replies =
        store
            .leases()
            .claim(
                List.of(
                    drafts.claim(pool, drafts.id(), KOREAN_ONE),
                    drafts.claim(pool, drafts.id(), GOLD_ONE),
                    drafts.claim(pool, Map.of()),
                    drafts.claim(pool, Map.of())));

    assertThat(replies.subList(0, 3)).hasOnlyElementsOfType(ClaimReply.Granted.class);
    assertThat(replies.get(3)).isEqualTo(new ClaimReply.NoneFree());
  }

  @Test
  void severalAccountsAreLeasedInOneCommitEachWithItsRole() {
    Pool pool = given.pool("buyers", given.service("shop"));
    IntStream.range(0, 3).forEach(i -> given.free(pool));
    Wanted member = new Wanted("member", AccountFilter.none());
    List<Claim> group =
        drafts.group(pool, List.of(new Wanted("admin", AccountFilter.none()), member, member));

    List<ClaimReply.Granted> granted = store.leases().claimAll(group).orElseThrow();

    List<Lease> leases = granted.stream().map(ClaimReply.Granted::lease).toList();
    assertThat(leases.stream().map(Lease::id))
        .isEqualTo(group.stream().map(Claim::lease).toList())
        .doesNotHaveDuplicates();
    assertThat(leases.stream().map(each -> each.labels().get("role")))
        .containsExactly("admin", "member", "member");
    assertThat(leases).allSatisfy(each -> assertThat(each.labels()).containsEntry("run", "r"));
    assertThat(accounts(Optional.of(granted))).doesNotHaveDuplicates();
    assertThat(granted)
        .allSatisfy(
            each ->
                assertThat(store.leases().grant(Drafts.PROJECT, each.lease().id())).contains(each));
    assertThat(leases).allSatisfy(each -> assertThat(trail(each.account())).endsWith(LEASED));
  }

  private static final Event.Kind LEASED = Event.Kind.ACCOUNT_LEASED;

  @Test
  void whereThereIsOneTooFewNothingIsWritten() {
    Pool pool = given.pool("buyers", given.service("shop"));
    List<EnrolledAccount> free = List.of(given.free(pool), given.free(pool));
    Event newest = Promises.newestEvent(store);
    List<Claim> group = drafts.group(pool, Collections.nCopies(3, Wanted.ANY));

    assertThat(store.leases().claimAll(group)).isEmpty();

    assertThat(Promises.newestEvent(store)).isEqualTo(newest);
    assertThat(free)
        .allSatisfy(each -> assertThat(given.read(each.account().id())).isEqualTo(each));
    assertThat(group)
        .allSatisfy(
            each -> assertThat(store.leases().lease(Drafts.PROJECT, each.lease())).isEmpty());
    assertThat(claimAll(pool, 2, AccountFilter.none())).isPresent();
  }

  /** Whoever could take either takes the one that the other cannot. */
  @Test
  void accountsAreDividedSoThatEveryRoleHasOneThatFits() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Id both = free(pool, KOREAN, GOLD);
    Id korean = free(pool, KOREAN, Map.of());
    Id any = free(pool, Map.of(), Map.of());

    var granted =
        store
            .leases()
            .claimAll(
                drafts.group(
                    pool,
                    List.of(Wanted.ANY, new Wanted(null, KOREAN_ONE), new Wanted(null, GOLD_ONE))));

    assertThat(accounts(granted)).containsExactly(any, korean, both);
  }

  /** Every account that one group has is one that another lacks. */
  @Test
  void groupsThatRaceForTheSameAccountsHaveAllOrNothingAndNeverLockEachOtherOut() {
    Pool pool = given.pool("buyers", given.service("shop"));
    IntStream.range(0, 10).forEach(i -> free(pool, i % 2 == 0 ? KOREAN : Map.of(), GOLD));
    Set<Id> held = ConcurrentHashMap.newKeySet();

    List<Integer> granted = atOnce(32, caller -> rounds(pool, caller, held));

    assertThat(granted.stream().mapToInt(Integer::intValue).sum()).isPositive();
    assertThat(held).isEmpty();
    assertThat(claimAll(pool, 10, GOLD_ONE)).as("nothing is left locked or leased").isPresent();
  }

  private int rounds(Pool pool, int caller, Set<Id> held) {
    int granted = 0;
    AccountFilter filter = List.of(AccountFilter.none(), KOREAN_ONE, GOLD_ONE).get(caller % 3);
    for (int round = 0; round < 4; round++) {
      List<ClaimReply.Granted> all = claimAll(pool, 2 + caller % 4, filter).orElse(List.of());
      granted += all.size();
      all.forEach(each -> assertThat(held.add(each.lease().account())).isTrue());
      all.forEach(each -> held.remove(each.lease().account()));
      all.forEach(each -> given.released(each.lease()));
      given.converge(given.due(pool.members().getFirst().service()));
    }
    return granted;
  }

  @Test
  void ofGroupsThatTogetherWantAllEachHasItsShare() {
    Pool pool = given.pool("buyers", given.service("shop"));
    IntStream.range(0, 32).forEach(i -> given.free(pool));

    var replies = atOnce(9, caller -> claimAll(pool, 4, AccountFilter.none()));

    assertThat(replies.stream().filter(Optional::isPresent)).as("32 for 9 times 4").hasSize(8);
    assertThat(replies.stream().flatMap(each -> accounts(each).stream()))
        .hasSize(32)
        .doesNotHaveDuplicates();
    assertThat(store.accounts().census(pool.id())).isEqualTo(Map.of(AccountState.LEASED, 32L));
  }

  private Id free(Pool pool, Map<String, String> attributes, Map<String, String> labels) {
    return given.free(drafts.account(pool, attributes, labels)).account().id();
  }

  private ClaimReply claim(Pool pool, AccountFilter filter) {
    return store.leases().claim(List.of(drafts.claim(pool, drafts.id(), filter))).getFirst();
  }

  private Optional<List<ClaimReply.Granted>> claimAll(Pool pool, int count, AccountFilter filter) {
    Wanted each = new Wanted(null, filter);
    return store.leases().claimAll(drafts.group(pool, Collections.nCopies(count, each)));
  }

  private static List<Id> accounts(Optional<List<ClaimReply.Granted>> granted) {
    return granted.orElse(List.of()).stream().map(each -> each.lease().account()).toList();
  }

  private interface Caller<T> {
    T call(int number);
  }

  private static <T> List<T> atOnce(int callers, Caller<T> caller) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures =
          IntStream.range(0, callers)
              .mapToObj(number -> threads.submit(() -> caller.call(number)))
              .toList();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("a caller failed", e);
    }
  }
}
