package dev.testaccounts.store.sql;

/** What the two databases say otherwise. */
public sealed interface Dialect {

  /**
   * The condition that a column's labels hold all labels of the parameter. Compares keys as they
   * are: a JSON path would give some characters a meaning.
   */
  String carries(String column);

  /** The condition that a column is one of the parameter's list. */
  String among(String column);

  /** What follows the columns of a temporary table that is looked up by its key. */
  String temporary();

  /** Locks what {@code from} finds of accounts, {@code a}, so that it stays as it is. */
  String lockAccounts();

  /** Locks the accounts, {@code a}, that a query finds, but those that are locked already. */
  String lockFreely();

  /** Locks the first ticket of a query that is not locked already. */
  String lockTicket();

  /**
   * Whether all columns of a row that may differ are written, and not only those that do: fewer
   * texts are fewer round trips, where there are any.
   */
  boolean wholeRows();

  /** Lets one clean-up after the other count what it may delete. Nothing where there is no need. */
  String lockDeletions();

  /** The embedded database. */
  record Sqlite() implements Dialect {

    @Override
    public String carries(String column) {
      return """
      NOT EXISTS (SELECT 1 FROM json_each(?) AS wanted WHERE NOT EXISTS (
        SELECT 1 FROM json_each(%s) AS held
        WHERE held.key = wanted.key AND held.value = wanted.value))"""
          .formatted(column);
    }

    @Override
    public String among(String column) {
      return column + " IN (SELECT value FROM json_each(?))";
    }

    @Override
    public String temporary() {
      return " STRICT, WITHOUT ROWID";
    }

    /** There is one writer. */
    @Override
    public String lockAccounts() {
      return "";
    }

    @Override
    public String lockFreely() {
      return "";
    }

    @Override
    public String lockTicket() {
      return "";
    }

    @Override
    public boolean wholeRows() {
      return false;
    }

    @Override
    public String lockDeletions() {
      return "";
    }
  }

  /** The shared database. */
  record Postgres() implements Dialect {

    @Override
    public String carries(String column) {
      return "CAST(" + column + " AS jsonb) @> CAST(? AS jsonb)";
    }

    @Override
    public String among(String column) {
      return column + " IN (SELECT json_array_elements_text(CAST(? AS json)))";
    }

    @Override
    public String temporary() {
      return "";
    }

    @Override
    public String lockAccounts() {
      return "\nORDER BY a.id FOR NO KEY UPDATE OF a";
    }

    @Override
    public String lockFreely() {
      return " FOR NO KEY UPDATE OF a SKIP LOCKED";
    }

    @Override
    public String lockTicket() {
      return " FOR UPDATE SKIP LOCKED";
    }

    @Override
    public boolean wholeRows() {
      return true;
    }

    @Override
    public String lockDeletions() {
      return "SELECT pg_advisory_xact_lock(hashtext('tam deletions'))";
    }
  }
}
