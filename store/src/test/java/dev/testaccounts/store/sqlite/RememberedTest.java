package dev.testaccounts.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore.LeaseReply;
import dev.testaccounts.store.sql.QueryLookup;
import dev.testaccounts.store.sql.Row;
import dev.testaccounts.testkit.store.Given;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the writer remembers, and when it forgets. */
final class RememberedTest extends OnSqlite {

  private final Remembered remembered = new Remembered();

  @Test
  void what_was_written_is_not_read_again() {
    Id account = given.free(pool).account().id();

    EnrolledAccount first = remembered(account);

    assertThat(remembered(account)).isSameAs(first);
    Optional<EnrolledAccount> read =
        store.writer.write(session -> new QueryLookup(session).account(account));
    assertThat(read).contains(first);
  }

  @Test
  void who_writes_to_the_file_beside_the_server_is_seen() throws Exception {
    given.free(pool);
    Lease lease = given.lease(pool);
    assertThat(remembered(lease.account()).account().state()).isEqualTo(AccountState.LEASED);

    elsewhere("UPDATE lease SET epoch = 7");

    assertThat(given.released(lease)).isInstanceOf(LeaseReply.StaleEpoch.class);
  }

  @Test
  void a_checkpoint_beside_the_writer_lets_nothing_be_forgotten() throws Exception {
    Id account = given.free(pool).account().id();
    EnrolledAccount before = remembered(account);

    elsewhere("PRAGMA wal_checkpoint(PASSIVE)");
    given.free(pool);

    assertThat(remembered(account)).isSameAs(before);
  }

  @Test
  void a_statement_that_does_not_say_what_it_changes_lets_all_be_forgotten() {
    Id account = given.free(pool).account().id();
    assertThat(remembered(account).account().epoch()).isZero();

    store.writer.write(session -> session.update("UPDATE account SET epoch = 7"));

    assertThat(remembered(account).account().epoch()).isEqualTo(7);
  }

  @Test
  void a_query_that_changes_something_lets_all_be_forgotten() {
    Id account = given.free(pool).account().id();

    store.writer.write(
        session -> session.list("UPDATE account SET epoch = 7 RETURNING epoch", Row::number));

    assertThat(remembered(account).account().epoch()).isEqualTo(7);
  }

  @Test
  void what_was_undone_is_forgotten() {
    Id account = given.free(pool).account().id();
    EnrolledAccount before = remembered(account);

    assertThatThrownBy(
            () ->
                store.writer.write(
                    session -> {
                      session
                          .lookup()
                          .changed(
                              new EnrolledAccount(
                                  before.account().in(AccountState.HELD, "never", clock.instant()),
                                  before.enrollments()));
                      throw new IllegalArgumentException("a mistake");
                    }))
        .hasMessage("a mistake");

    assertThat(remembered(account)).isEqualTo(before);
  }

  @Test
  void the_lease_of_another_project_is_not_known() {
    given.free(pool);
    Lease lease = given.lease(pool);

    Optional<Lease> of = store.writer.write(session -> session.lookup().lease("other", lease.id()));
    assertThat(of).isEmpty();
    assertThat(store.leases().lease(lease.project(), lease.id())).contains(lease);
  }

  @Test
  void only_so_many_are_remembered_and_those_that_were_used_last() {
    EnrolledAccount first = given.free(pool);
    EnrolledAccount second = given.free(pool);
    remembered.put(first);
    remembered.put(second);
    for (int i = 0; i < Remembered.MOST - 1; i++) {
      assertThat(remembered.account(first.account().id())).isPresent();
      remembered.put(drafts.account(pool));
    }

    assertThat(remembered.account(first.account().id())).contains(first);
    assertThat(remembered.account(second.account().id())).isEmpty();
  }

  @Test
  void what_nobody_will_ask_for_soon_makes_room_for_what_is_under_way() {
    List<EnrolledAccount> underWay = accounts(Remembered.MOST - 1);
    underWay.forEach(remembered::put);

    accounts(3).forEach(remembered::putFirstToGo);

    assertThat(underWay).allMatch(each -> remembered.account(each.account().id()).isPresent());
  }

  @Test
  void what_nobody_will_ask_for_soon_is_remembered_while_there_is_room() {
    EnrolledAccount account = drafts.account(pool);

    remembered.putFirstToGo(account);

    assertThat(remembered.account(account.account().id())).contains(account);
  }

  @Test
  void accounts_that_came_free_make_room_for_those_that_are_being_made() {
    Id claimed = given.pending(pool).account().id();
    EnrolledAccount before = remembered(claimed);

    int piece = 128;
    for (int i = 0; i <= Remembered.MOST; i += piece) {
      come(accounts(piece));
    }

    assertThat(remembered(claimed)).isSameAs(before);
  }

  /** Brings accounts into the store, and all of them come free. */
  private void come(List<EnrolledAccount> accounts) {
    Instant now = clock.instant();
    Instant end = now.plus(Given.CLAIM);
    List<Convergence.Begun> begun =
        accounts.stream().map(each -> Convergence.begin(each, end)).toList();
    store.ledger().intend(begun.stream().map(each -> drafts.intent(each.account())).toList());
    store
        .ledger()
        .observe(
            begun.stream()
                .flatMap(each -> each.works().stream())
                .map(work -> Given.converged(work, now, end))
                .toList());
  }

  private List<EnrolledAccount> accounts(int count) {
    return Stream.generate(() -> drafts.account(pool)).limit(count).toList();
  }

  @Test
  void a_time_that_is_finer_than_what_is_kept_is_not_remembered() {
    EnrolledAccount account = given.free(pool);
    Lease lease = given.lease(pool);
    remembered.put(account);
    remembered.put(lease);

    remembered.put(
        new EnrolledAccount(
            account.account().in(AccountState.FREE, null, clock.instant().plusNanos(1)),
            account.enrollments()));
    remembered.put(lease.until(lease.expiresAt().plus(Duration.ofNanos(1))));

    assertThat(remembered.account(account.account().id())).isEmpty();
    assertThat(remembered.lease(lease.id())).isEmpty();
  }

  @Test
  void a_lease_is_remembered_until_it_ends() {
    given.free(pool);
    Lease lease = given.lease(pool);
    remembered.put(lease);
    assertThat(remembered.lease(lease.id())).contains(lease);

    remembered.put(lease.ended(LeaseState.RELEASED, "", clock.instant()));

    assertThat(remembered.lease(lease.id())).isEmpty();
  }

  private EnrolledAccount remembered(Id account) {
    Optional<EnrolledAccount> known =
        store.writer.write(session -> session.lookup().account(account));
    return known.orElseThrow();
  }
}
