package dev.testaccounts.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.store.sql.Row;
import dev.testaccounts.store.sql.Session;
import dev.testaccounts.store.sql.Submission;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One transaction for many: what becomes of the others when one, or the disk, says no. */
final class BatchTest {

  private Database database;
  private SqliteSession session;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = new Database(folder.resolve("notes.db"));
    session = database.writer();
    // A deferred foreign key is looked at by COMMIT only.
    session.run(
        """
        CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL,
          other INTEGER REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED)""");
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void allChangesAreOneCommit() {
    Submission<Integer> first = insert(1, "a");
    Submission<Integer> second = insert(2, "b");

    Batch.commit(session, List.of(first, second));

    assertThat(first.await()).isEqualTo(1);
    assertThat(second.await()).isEqualTo(1);
    assertThat(notes()).containsExactly(1, 2);
  }

  @Test
  void aChangeThatThrowsIsUndoneAloneAndToldToItsCallerAlone() {
    Submission<Integer> first = insert(1, "a");
    Submission<Integer> thrown =
        change(
            open -> {
              write(open, 2, "half", null);
              throw new IllegalArgumentException("mine");
            });
    Submission<Integer> refused = insert(3, null);
    Submission<Integer> last = insert(4, "d");

    Batch.commit(session, List.of(first, thrown, refused, last));

    assertThat(first.await()).isEqualTo(1);
    assertThat(last.await()).isEqualTo(1);
    assertThatThrownBy(thrown::await)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("mine");
    assertThatThrownBy(refused::await)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("INSERT INTO note");
    assertThat(notes()).containsExactly(1, 4);
  }

  @Test
  void aCommitThatIsRefusedForOneChangeIsThatChangesTroubleAlone() {
    Submission<Integer> good = insert(1, "a");
    Submission<Integer> orphan = change(open -> write(open, 2, "b", 99));

    Batch.commit(session, List.of(good, orphan));

    assertThat(good.await()).isEqualTo(1);
    assertThatThrownBy(orphan::await)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("COMMIT");
    assertThat(notes()).containsExactly(1);
  }

  @Test
  void afterACommitThatFailedTheNextOneIsTried() {
    Batch.commit(session, List.of(change(open -> write(open, 2, "b", 99))));

    Batch.commit(session, List.of(insert(1, "a")));

    assertThat(notes()).containsExactly(1);
  }

  @Test
  void aFullDiskIsToldToAllNothingIsHalfWrittenAndItWorksOnceThereIsRoom() {
    String large = "x".repeat(100_000);
    pages(10);
    Submission<Integer> small = insert(1, "a");
    Submission<Integer> tooLarge = insert(2, large);

    Batch.commit(session, List.of(small, tooLarge));

    assertUnavailable(small, "full");
    assertUnavailable(tooLarge, "full");
    assertThat(notes()).isEmpty();
    pages(1000);
    Submission<Integer> again = insert(2, large);
    Batch.commit(session, List.of(insert(1, "a"), again));
    assertThat(again.await()).isEqualTo(1);
    assertThat(notes()).containsExactly(1, 2);
  }

  @Test
  void aDatabaseThatAnotherProcessHoldsIsToldToAll() {
    try (SqliteSession other = database.writer()) {
      session.list("PRAGMA busy_timeout = 1", Row::number);
      other.run("BEGIN IMMEDIATE");
      Submission<Integer> waits = insert(1, "a");

      Batch.commit(session, List.of(waits));

      assertUnavailable(waits, "locked");
      other.run("ROLLBACK");
    }
    Batch.commit(session, List.of(insert(2, "b")));
    assertThat(notes()).containsExactly(2);
  }

  private void pages(int most) {
    session.list("PRAGMA max_page_count = " + most, Row::number);
  }

  private static void assertUnavailable(Submission<?> submission, String message) {
    assertThatThrownBy(submission::await)
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(message);
  }

  private static Submission<Integer> insert(int id, @Nullable String text) {
    return change(open -> write(open, id, text, null));
  }

  private static Submission<Integer> change(Function<Session, Integer> change) {
    return new Submission<>(change, made -> {});
  }

  private static int write(Session open, int id, @Nullable String text, @Nullable Integer other) {
    return open.update("INSERT INTO note (id, text, other) VALUES (?, ?, ?)", id, text, other);
  }

  private List<Integer> notes() {
    try (SqliteSession reader = database.reader()) {
      return reader.list("SELECT id FROM note ORDER BY id", Row::count);
    }
  }
}
