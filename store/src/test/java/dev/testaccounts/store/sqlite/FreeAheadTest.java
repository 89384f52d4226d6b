package dev.testaccounts.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.kernel.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Accounts are read ahead of their turn, and handed out as if each had been asked for. */
final class FreeAheadTest extends OnSqlite {

  private final FreeAhead ahead = new FreeAhead();

  @Test
  void who_has_been_free_the_longest_is_next_however_many_are_read_together() {
    List<Id> free =
        IntStream.range(0, FreeAhead.MOST + 3)
            .mapToObj(i -> given.free(pool).account().id())
            .toList();

    assertThat(free.stream().map(each -> given.lease(pool).account())).isEqualTo(free);
  }

  @Test
  void who_becomes_free_meanwhile_comes_after_those_that_were_read() {
    given.free(pool);
    given.free(pool);
    given.lease(pool);
    Id later = given.free(pool).account().id();

    given.lease(pool);

    assertThat(given.lease(pool).account()).isEqualTo(later);
  }

  @Test
  void who_was_read_and_is_no_longer_free_is_left_out() {
    List<Id> free = IntStream.range(0, 3).mapToObj(i -> given.free(pool).account().id()).toList();
    given.lease(pool);

    store.writer.write(
        session -> session.update("UPDATE account SET state = 'HELD' WHERE id = ?", free.get(1)));

    assertThat(given.lease(pool).account()).isEqualTo(free.get(2));
  }

  @Test
  void a_statement_that_does_not_say_what_it_changes_makes_all_be_read_again() {
    List<Id> free = IntStream.range(0, 3).mapToObj(i -> given.free(pool).account().id()).toList();
    given.lease(pool);

    store.writer.write(
        session -> session.update("UPDATE account SET changed_at = 0 WHERE id = ?", free.get(2)));

    assertThat(given.lease(pool).account()).isEqualTo(free.get(2));
  }

  @Test
  void nobody_is_known_of_a_pool_that_was_not_read() {
    assertThat(ahead.next(pool.id())).isEmpty();
  }

  @Test
  void who_changes_leaves_his_place() {
    EnrolledAccount first = given.free(pool);
    EnrolledAccount second = given.free(pool);
    ahead.put(pool.id(), List.of(first, second));
    assertThat(ahead.next(pool.id())).contains(first.account().id());

    ahead.changed(first.account().leased(clock.instant()));

    assertThat(ahead.next(pool.id())).contains(second.account().id());
  }

  @Test
  void who_becomes_free_as_of_an_earlier_time_makes_a_pool_be_read_again() {
    EnrolledAccount early = given.free(pool);
    EnrolledAccount late = given.free(pool);
    Instant between = late.account().changedAt();
    clock.advance(Duration.ofSeconds(1));
    EnrolledAccount last = given.free(pool);
    ahead.put(pool.id(), List.of(early, last));

    ahead.changed(late.account().in(AccountState.HELD, "a look", between));
    assertThat(ahead.next(pool.id())).contains(early.account().id());
    ahead.changed(late.account());

    assertThat(ahead.next(pool.id())).isEmpty();
  }

  @Test
  void who_has_no_pool_changes_nothing() {
    EnrolledAccount first = given.free(pool);
    ahead.put(pool.id(), List.of(first));

    ahead.changed(drafts.simple(given.service("till")).account());

    assertThat(ahead.next(pool.id())).contains(first.account().id());
  }
}
