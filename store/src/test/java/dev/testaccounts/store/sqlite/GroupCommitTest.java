package dev.testaccounts.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.store.sql.Row;
import dev.testaccounts.store.sql.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writing thread. */
final class GroupCommitTest {

  private GroupCommit writer;
  private Database database;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = new Database(folder.resolve("notes.db"));
    writer = new GroupCommit(database.writer(), database.checkpointer());
    writer.write(session -> session.update("CREATE TABLE note (id INTEGER PRIMARY KEY)"));
  }

  @AfterEach
  void close() {
    writer.close();
  }

  @Test
  void whatIsAnsweredIsCommitted() {
    assertThat(write(1)).isEqualTo(1);

    assertThat(notes()).isEqualTo(1);
  }

  @Test
  void manyCallersAreAllAnswered() {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 5000).forEach(id -> callers.execute(() -> write(id)));
    }

    assertThat(notes()).isEqualTo(5000);
  }

  @Test
  void whatIsCommittedIsToldInTheOrderOfTheCommits() {
    List<Integer> told = new ArrayList<>();

    IntStream.range(0, 5).forEach(id -> writer.write(s -> insert(s, id), n -> told.add(id)));

    assertThat(told).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void afterClosingItRefuses() {
    write(1);

    writer.close();

    assertThatThrownBy(() -> write(2))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("the store is closed");
    assertThat(notes()).isEqualTo(1);
  }

  private int write(int id) {
    return writer.write(session -> insert(session, id));
  }

  private static int insert(Session session, int id) {
    return session.update("INSERT INTO note VALUES (?)", id);
  }

  private int notes() {
    try (SqliteSession reader = database.reader()) {
      return reader.first("SELECT count(*) FROM note", Row::count).orElseThrow();
    }
  }
}
