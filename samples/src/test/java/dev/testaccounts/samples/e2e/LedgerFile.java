package dev.testaccounts.samples.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a dead server has left in its database, read past all of our code. It is read in a copy: to
 * open a database is to put its log in order, and that is for the next server to do.
 */
final class LedgerFile implements Ledger, AutoCloseable {

  private final Path copy;
  private final Connection connection;

  private LedgerFile(Path copy, Connection connection) {
    this.copy = copy;
    this.connection = connection;
  }

  /**
   * @param data the data folder of a server that does not run
   * @param folder where the copy may lie
   */
  static LedgerFile leftIn(Path data, Path folder) throws Exception {
    Path copy = Files.createTempDirectory(folder, "left");
    for (String file : List.of("tam.db", "tam.db-wal")) {
      if (Files.exists(data.resolve(file))) {
        Files.copy(data.resolve(file), copy.resolve(file));
      }
    }
    return new LedgerFile(
        copy, DriverManager.getConnection("jdbc:sqlite:" + copy.resolve("tam.db")));
  }

  @Override
  public Map<String, String> accounts(Set<String> names) throws SQLException {
    Map<String, String> states = new HashMap<>();
    read(
        "SELECT username, state FROM account",
        row -> states.put(row.getString(1), row.getString(2).toLowerCase(Locale.ROOT)));
    return states;
  }

  @Override
  public List<LiveLease> liveLeases() throws SQLException {
    List<LiveLease> live = new ArrayList<>();
    read(
        "SELECT id, account_id, epoch FROM lease WHERE state = 'ACTIVE'",
        row -> live.add(new LiveLease(row.getString(1), row.getString(2), row.getLong(3))));
    return live;
  }

  @Override
  public Map<String, Integer> jobs(Set<String> ids) throws SQLException {
    Map<String, Integer> totals = new HashMap<>();
    read("SELECT id, total FROM job", row -> totals.put(row.getString(1), row.getInt(2)));
    totals.keySet().retainAll(ids);
    return totals;
  }

  @Override
  public void close() throws SQLException, IOException {
    // Closing brings the log into the file and takes it away.
    connection.close();
    Files.delete(copy.resolve("tam.db"));
    Files.delete(copy);
  }

  private interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  private void read(String sql, Reader reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        reader.read(row);
      }
    }
  }
}
