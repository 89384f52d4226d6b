package dev.testaccounts.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.secret.SealedSecret;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes that go to the database together. The database counts the statements that come. */
final class PipelineTest {

  private static final String SET = "UPDATE account SET word = ?, n = ?, bytes = ? WHERE id = ?";
  private static final String ADD = "UPDATE account SET n = n + ? WHERE id = ?";

  private Connection connection;
  private Pipeline pipeline;

  @BeforeEach
  void open() throws SQLException {
    connection = PostgresAddress.parse(TestDatabases.empty()).connect();
    for (String table : new String[] {"account", "pool"}) {
      run("CREATE TABLE " + table + " (id text PRIMARY KEY, word text, n bigint, bytes bytea)");
      run(
          "INSERT INTO "
              + table
              + " VALUES ('a', 'x', 0, NULL), ('b', 'x', 0, NULL), ('c', 'x', 0, NULL)");
    }
    run("CREATE TABLE statements (one text)");
    run(
        """
        CREATE FUNCTION counted() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN INSERT INTO statements VALUES (TG_TABLE_NAME); RETURN NULL; END'""");
    for (String table : new String[] {"account", "pool"}) {
      run(
          "CREATE TRIGGER counted AFTER UPDATE ON "
              + table
              + " FOR EACH STATEMENT EXECUTE FUNCTION counted()");
    }
    pipeline = new Pipeline(connection);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  private List<String> accounts() throws SQLException {
    return rows(
        "SELECT concat_ws(' ', id, coalesce(word, '-'), n, encode(bytes, 'hex')) FROM account"
            + " ORDER BY id");
  }

  private void add(String id, String sql, @Nullable Object... values) {
    pipeline.add(new Object[] {id}, sql, values);
  }

  @Test
  void rows_of_one_text_are_changed_by_one_statement_each_to_its_own() throws SQLException {
    add("c", SET, null, 3L, new SealedSecret(new byte[] {1, (byte) 0xff}), "c");
    add("a", SET, "it's \"{,}\\", 1L, null, "a");
    pipeline.flush();

    assertThat(accounts()).containsExactly("a it's \"{,}\\ 1", "b x 0", "c - 3 01ff");
    assertThat(rows("SELECT * FROM statements")).containsExactly("account");
  }

  @Test
  void a_row_that_is_changed_twice_ends_as_it_was_changed_last() throws SQLException {
    add("a", SET, "first", 1L, null, "a");
    add("b", SET, "other", 1L, null, "b");
    add("a", SET, "last", 2L, null, "a");
    add("a", ADD, 5L, "a");
    add("a", ADD, 7L, "a");
    pipeline.flush();

    assertThat(accounts()).containsExactly("a last 14", "b other 1", "c x 0");
  }

  @Test
  void rows_that_nobody_has_locked_are_changed_one_after_the_other() throws SQLException {
    for (String id : new String[] {"b", "a"}) {
      add(id, "UPDATE pool SET n = ? WHERE id = ?", 1L, id);
    }
    pipeline.flush();

    assertThat(rows("SELECT id FROM pool WHERE n = 1 ORDER BY id")).containsExactly("a", "b");
    assertThat(rows("SELECT * FROM statements")).containsExactly("pool", "pool");
  }
}
