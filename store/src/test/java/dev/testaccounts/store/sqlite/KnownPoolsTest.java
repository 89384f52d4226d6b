package dev.testaccounts.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.lease.Ticket;
import dev.testaccounts.core.lease.Wanted;
import dev.testaccounts.core.secret.PasswordRule;
import dev.testaccounts.store.sql.Terms;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What pools say, and that nobody waits, is read once, and again where it may have changed. */
final class KnownPoolsTest extends OnSqlite {

  private static final PasswordRule LONGER = new PasswordRule(40, "#");
  private static final String MAKE_LONGER =
      "UPDATE pool SET password_length = 40, password_symbol = '#'";

  @Test
  void what_a_pool_says_is_read_once() {
    Terms first = terms();

    assertThat(first.password()).isEqualTo(PasswordRule.STANDARD);
    assertThat(terms()).isSameAs(first);
  }

  @Test
  void what_a_pool_says_anew_holds_at_once() {
    terms();

    given.changed(pool, pool.spec().with(LONGER));

    assertThat(terms().password()).isEqualTo(LONGER);
  }

  @Test
  void what_a_pool_was_to_say_in_a_change_that_was_undone_is_forgotten() {
    assertThatThrownBy(
            () ->
                store.writer.write(
                    session -> {
                      session.update(MAKE_LONGER);
                      session.lookup().configured();
                      throw new IllegalArgumentException(
                          "never " + session.lookup().terms(pool.id()).password().length());
                    }))
        .hasMessage("never 40");

    assertThat(terms().password()).isEqualTo(PasswordRule.STANDARD);
  }

  @Test
  void what_somebody_else_writes_about_a_pool_is_seen() throws SQLException {
    terms();

    elsewhere(MAKE_LONGER);

    assertThat(terms().password()).isEqualTo(LONGER);
  }

  @Test
  void who_comes_to_wait_is_seen_and_so_that_he_left() {
    assertThat(awaited()).isFalse();

    Ticket ticket = drafts.ticket(pool, drafts.id(), List.of(Wanted.ANY));
    store.queue().enter(ticket, clock.instant());
    assertThat(awaited()).isTrue();

    store.queue().leave(ticket.project(), ticket.lease());
    assertThat(awaited()).isFalse();
  }

  @Test
  void who_was_put_in_a_queue_by_somebody_else_is_seen() throws SQLException {
    assertThat(awaited()).isFalse();

    elsewhere(
        """
        INSERT INTO ticket (lease_id, pool_id, priority, holder, labels, wanted, accounts,
          on_release, ttl, asked_at, leaves_at)
        VALUES ('somebody', '%s', 5, 'else', '{}', '[]', 1, 'RESET', 0, 0, 0)"""
            .formatted(pool.id().value()));

    assertThat(awaited()).isTrue();
  }

  private Terms terms() {
    return store.writer.write(session -> session.lookup().terms(pool.id()));
  }

  private boolean awaited() {
    return store.writer.write(session -> session.lookup().awaited(pool.id()));
  }
}
