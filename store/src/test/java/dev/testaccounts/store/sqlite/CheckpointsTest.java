package dev.testaccounts.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.store.sql.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log: brought over to the database file, and begun anew. */
final class CheckpointsTest {

  private static final int ROWS = 5_000;

  private Path file;
  private Path log;
  private Database database;
  private SqliteSession session;
  private Checkpoints checkpoints;
  private int id;

  @BeforeEach
  void open(@TempDir Path folder) {
    file = folder.resolve("notes.db");
    log = folder.resolve("notes.db-wal");
    database = new Database(file);
    session = database.writer();
    session.list("PRAGMA wal_autocheckpoint = 0", Row::number);
    session.run("CREATE TABLE note (id INTEGER PRIMARY KEY, text BLOB)");
    checkpoints = new Checkpoints(session, database.checkpointer());
  }

  @AfterEach
  void close() {
    checkpoints.close();
    session.close();
  }

  @Test
  void aLogOfManyRowsIsBroughtOverAndBegunAnew() throws IOException {
    write(ROWS);
    long once = Files.size(log);
    awaitFile(ROWS * 1000L);
    long whole = awaitLogBegunAnew();

    write(ROWS);

    assertThat(Files.size(log)).isLessThan(whole + once / 2);
    assertThat(notes()).isEqualTo(id);
  }

  @Test
  void aShortLogIsLeftAlone() throws IOException {
    write(100);
    write(100);

    assertThat(Files.size(file)).isLessThan(100 * 1000L);
    assertThat(notes()).isEqualTo(200);
  }

  @Test
  void whoReadsKeepsWhatHeSeesAndTheNextOneBringsItOver() throws IOException {
    try (SqliteSession reader = database.reader()) {
      reader.run("BEGIN");
      long seen = count(reader);
      write(ROWS);
      write(1);

      assertThat(count(reader)).isEqualTo(seen);
      reader.run("ROLLBACK");
    }
    write(ROWS);
    awaitFile(ROWS * 1000L);

    assertThat(notes()).isEqualTo(id);
  }

  /** Writes on, a row at a time, until the database file has grown. */
  private void awaitFile(long bytes) throws IOException {
    while (Files.size(file) < bytes) {
      write(1);
    }
  }

  /** Writes on until the log is written from its beginning again: its size, which stays. */
  private long awaitLogBegunAnew() throws IOException {
    long before;
    do {
      before = Files.size(log);
      write(1);
    } while (Files.size(log) > before);
    return before;
  }

  private void write(int rows) {
    session.begin();
    for (int i = 0; i < rows; i++) {
      session.update("INSERT INTO note VALUES (?, zeroblob(1000))", ++id);
    }
    session.commit();
    checkpoints.afterCommit();
  }

  private int notes() {
    try (SqliteSession reader = database.reader()) {
      return count(reader);
    }
  }

  private static int count(SqliteSession reader) {
    return reader.first("SELECT count(*) FROM note", Row::count).orElseThrow();
  }
}
