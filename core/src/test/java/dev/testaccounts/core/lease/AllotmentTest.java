package dev.testaccounts.core.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.memory.SettableClock;
import dev.testaccounts.core.secret.SealedSecret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AllotmentTest {

  private static final AccountFilter ANY = AccountFilter.none();

  private final List<AccountFilter> asked = new ArrayList<>();

  @Test
  void without_a_filter_the_first_are_given() {
    List<EnrolledAccount> free = List.of(account(""), account(""), account(""));

    assertThat(allot(free, ANY)).contains(List.of(free.getFirst()));
    assertThat(allot(free, ANY, ANY)).contains(free.subList(0, 2));
    assertThat(allot(free, ANY, ANY, ANY)).contains(free);
    assertThat(allot(free, ANY, ANY, ANY, ANY)).isEmpty();
    assertThat(allot(List.of(), ANY)).isEmpty();
  }

  @Test
  void who_can_do_with_another_one_gives_way() {
    EnrolledAccount both = account("ab");
    EnrolledAccount a = account("a");
    EnrolledAccount none = account("");
    List<EnrolledAccount> free = List.of(both, a, none);

    assertThat(allot(free, ANY, filter("a"), filter("b"))).contains(List.of(none, a, both));
    assertThat(allot(free, filter("b"), filter("a"), ANY)).contains(List.of(both, a, none));
    assertThat(allot(free, filter("b"), filter("ab"))).isEmpty();
    assertThat(allot(free, filter("c"))).isEmpty();
  }

  @Test
  void each_filter_is_asked_for_once() {
    List<EnrolledAccount> free = List.of(account("a"), account(""), account("a"));

    assertThat(allot(free, filter("a"), ANY, filter("a"))).isPresent();

    assertThat(asked).containsExactly(filter("a"), ANY);
  }

  /** Against trying every way to divide them. */
  @Property(seed = "1", tries = 500)
  void all_have_one_exactly_where_there_is_a_way(
      @ForAll @Size(max = 5) List<@IntRange(max = 7) Integer> carried,
      @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 7) Integer> wanted) {
    List<EnrolledAccount> free = carried.stream().map(each -> account(letters(each))).toList();
    List<AccountFilter> filters = wanted.stream().map(each -> filter(letters(each))).toList();

    Optional<List<EnrolledAccount>> given = allot(free, filters.toArray(AccountFilter[]::new));

    assertThat(given.isPresent()).isEqualTo(anyWay(filters, free));
    given.ifPresent(
        accounts -> {
          assertThat(accounts).doesNotHaveDuplicates().hasSameSizeAs(filters);
          for (int i = 0; i < accounts.size(); i++) {
            assertThat(filters.get(i).fits(accounts.get(i).account())).isTrue();
          }
        });
  }

  private static boolean anyWay(List<AccountFilter> filters, List<EnrolledAccount> free) {
    if (filters.isEmpty()) {
      return true;
    }
    return free.stream()
        .filter(each -> filters.getFirst().fits(each.account()))
        .anyMatch(
            each ->
                anyWay(
                    filters.subList(1, filters.size()),
                    free.stream().filter(other -> !other.equals(each)).toList()));
  }

  /** As a store answers: no more than are wanted in all. */
  private Optional<List<EnrolledAccount>> allot(
      List<EnrolledAccount> free, AccountFilter... wanted) {
    return Allotment.of(
        Arrays.asList(wanted),
        filter -> {
          asked.add(filter);
          return free.stream()
              .filter(each -> filter.fits(each.account()))
              .limit(wanted.length)
              .toList();
        });
  }

  private static String letters(int bits) {
    return IntStream.range(0, 3)
        .filter(bit -> (bits >> bit & 1) == 1)
        .mapToObj(bit -> String.valueOf((char) ('a' + bit)))
        .collect(Collectors.joining());
  }

  private static AccountFilter filter(String letters) {
    return new AccountFilter(Map.of(), carrying(letters));
  }

  private static Map<String, String> carrying(String letters) {
    return letters
        .chars()
        .mapToObj(letter -> String.valueOf((char) letter))
        .collect(Collectors.toMap(letter -> letter, letter -> letter));
  }

  static EnrolledAccount account(String letters) {
    return account(Map.of(), carrying(letters));
  }

  static EnrolledAccount account(Map<String, String> attributes, Map<String, String> labels) {
    Account account =
        new Account(
            Samples.id(),
            "shop",
            null,
            "test_1",
            null,
            new SealedSecret(new byte[0]),
            attributes,
            labels,
            AccountState.FREE,
            0,
            0,
            FailurePolicy.RETRY,
            null,
            null,
            null,
            null,
            SettableClock.START,
            SettableClock.START);
    return new EnrolledAccount(account, List.of());
  }
}
