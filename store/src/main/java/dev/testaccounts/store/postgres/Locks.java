package dev.testaccounts.store.postgres;

import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.idempotency.IdempotencyStore.Taking;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import dev.testaccounts.store.sql.AccountRows;
import dev.testaccounts.store.sql.Codec;
import dev.testaccounts.store.sql.LeaseRows;
import dev.testaccounts.store.sql.Needs;
import dev.testaccounts.store.sql.Needs.Name;
import dev.testaccounts.store.sql.PoolRows;
import dev.testaccounts.store.sql.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Locks what a transaction needs, and then reads it. Locked in one order by all: the count of
 * deletions, services, accounts, jobs, pools, each by id, so that nobody waits in a ring. Read by a
 * second statement: the first one may have waited, and shows what joined rows were before it did.
 * The locks let foreign keys be checked beside them.
 */
final class Locks {

  private static final String REMOVING =
      "SELECT id FROM service WHERE id = ANY (?) ORDER BY id FOR UPDATE";

  private static final String SERVICES =
      """
      SELECT id FROM service WHERE id = ANY (?) AND removed_at IS NULL ORDER BY id
      FOR KEY SHARE""";

  private static final String ACCOUNTS =
      """
      SELECT a.id FROM account a
      WHERE a.id IN (SELECT unnest(?) UNION SELECT account_id FROM lease WHERE id = ANY (?))
      ORDER BY a.id FOR NO KEY UPDATE OF a""";

  static final String READ_ACCOUNTS =
      AccountRows.withIdIn("SELECT * FROM account WHERE id = ANY (?)");

  private static final String READ_LEASES = LeaseRows.SELECT + "WHERE id = ANY (?)";

  private static final String JOBS =
      "SELECT id FROM job WHERE id = ANY (?) ORDER BY id FOR NO KEY UPDATE";

  private static final String POOLS =
      """
      SELECT id, existing FROM pool WHERE id = ANY (?) AND removed_at IS NULL ORDER BY id
      FOR NO KEY UPDATE""";

  private static final String NAMES =
      """
      SELECT a.project, a.username FROM unnest(?, ?) AS n (project, username)
      JOIN account a ON a.project = n.project AND a.username = n.username""";

  private static final String KEYS =
      """
      INSERT INTO kept_answer (project, request_key, fingerprint, operation, taken_until, created_at)
      SELECT k.project, k.request_key, k.fingerprint, k.operation, k.until::bigint, k.now::bigint
      FROM unnest(?, ?, ?, ?, ?, ?) AS k (project, request_key, fingerprint, operation, until, now)
      ORDER BY k.project, k.request_key
      ON CONFLICT (project, request_key) DO NOTHING
      RETURNING operation""";

  private final PostgresSession session;
  private final Needs needs;

  private Locks(PostgresSession session, Needs needs) {
    this.session = session;
    this.needs = needs;
  }

  /**
   * @param inTurn whether to wait for accounts that others are at
   */
  static void take(PostgresSession session, Needs needs, boolean inTurn) {
    Locks locks = new Locks(session, needs);
    locks.deletions();
    locks.services();
    Set<Id> jobs = locks.accounts(inTurn);
    jobs.addAll(needs.jobs());
    locks.jobs(jobs);
    locks.pools();
    locks.names();
    locks.keys();
  }

  private void deletions() {
    if (needs.deletions()) {
      session.any(session.dialect().lockDeletions());
    }
  }

  private void services() {
    if (!needs.removing().isEmpty()) {
      session.list(REMOVING, Row::id, texts(needs.removing()));
    }
    if (!needs.services().isEmpty()) {
      session.lookup().services(session.list(SERVICES, Row::id, texts(needs.services())));
    }
  }

  /** Returns the jobs that wait for the accounts. */
  private Set<Id> accounts(boolean inTurn) {
    Set<Id> held = new HashSet<>();
    if (!needs.accounts().isEmpty() || !needs.leases().isEmpty()) {
      held.addAll(session.list(ACCOUNTS, Row::id, texts(needs.accounts()), texts(needs.leases())));
    }
    terms(needs.claims().stream().map(Claim::pool).collect(Collectors.toSet()));
    // After the others, none of which is free.
    held.addAll(new Picks(session).take(needs.claims(), inTurn));
    return read(held);
  }

  private Set<Id> read(Set<Id> held) {
    if (!needs.leases().isEmpty()) {
      List<Lease> leases = leases(held);
      session.lookup().leases(leases);
      terms(leases.stream().map(Lease::pool).collect(Collectors.toSet()));
    }
    if (held.isEmpty()) {
      return new HashSet<>();
    }
    List<EnrolledAccount> accounts = AccountRows.list(session, READ_ACCOUNTS, texts(held));
    session.lookup().accounts(accounts);
    return accounts.stream()
        .map(each -> each.account().job())
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** One that another replica granted after accounts were locked is not there yet. */
  private List<Lease> leases(Set<Id> held) {
    return session.list(READ_LEASES, LeaseRows::lease, texts(needs.leases())).stream()
        .filter(lease -> held.contains(lease.account()))
        .toList();
  }

  /** Not locked: a lease that is granted while its pool begins to drain was granted before. */
  private void terms(Set<Id> pools) {
    Set<Id> unknown = session.lookup().unknown(pools);
    if (!unknown.isEmpty()) {
      session.lookup().terms(PoolRows.terms(session, "ANY (?)", texts(unknown)));
    }
  }

  private void jobs(Set<Id> jobs) {
    if (!jobs.isEmpty()) {
      session.list(JOBS, Row::id, texts(jobs));
    }
  }

  private void pools() {
    if (!needs.pools().isEmpty()) {
      session.each(
          POOLS, row -> session.lookup().existing(row.id(), row.count()), texts(needs.pools()));
    }
  }

  /** Looked at last: who waited for a pool sees what was made in it meanwhile. */
  private void names() {
    if (!needs.names().isEmpty()) {
      List<Name> asked = List.copyOf(needs.names());
      session
          .lookup()
          .names(
              needs.names(),
              session.list(
                  NAMES,
                  row -> new Name(row.text(), row.text()),
                  asked.stream().map(Name::project).toArray(String[]::new),
                  asked.stream().map(Name::username).toArray(String[]::new)));
    }
  }

  /** Keys in one order, too; those that somebody has are left to him. */
  private void keys() {
    if (!needs.keys().isEmpty()) {
      session
          .lookup()
          .took(
              session.list(
                  KEYS,
                  Row::id,
                  column(Taking::project),
                  column(Taking::key),
                  column(Taking::fingerprint),
                  column(each -> each.operation().value()),
                  column(each -> micros(each.until())),
                  column(each -> micros(each.now()))));
    }
  }

  private static String micros(Instant time) {
    return Long.toString(Codec.micros(time));
  }

  /** A column of what is wanted of the keys, as one parameter. */
  private Object column(Function<Taking, String> value) {
    return needs.keys().stream().map(value).toArray(String[]::new);
  }

  /** The ids as one parameter. */
  static Object texts(Collection<Id> ids) {
    return ids.stream().map(Id::value).toArray(String[]::new);
  }
}
