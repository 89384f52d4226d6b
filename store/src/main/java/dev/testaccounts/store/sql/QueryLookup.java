package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.idempotency.IdempotencyStore.Taking;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.AccountFilter;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import dev.testaccounts.core.pool.Rotation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database when something is looked up: for a database that has one writer, to which all
 * of it belongs. Which pools and services there are, and who waits, is asked once: every change of
 * a batch looks at the same few. For one transaction, used by one thread.
 */
public class QueryLookup implements Lookup {

  private static final String EXISTING =
      "SELECT existing FROM pool WHERE id = ? AND removed_at IS NULL";

  public static final String TAKEN = "SELECT 1 FROM account WHERE project = ? AND username = ?";

  private static final String TAKE =
      """
      INSERT INTO kept_answer (project, request_key, fingerprint, operation, taken_until, created_at)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (project, request_key) DO NOTHING""";

  /** The account of a pool that it hands out and that has been free the longest. */
  public static final String FREE = free(Pickable.WHERE);

  /** So many of them: the accounts are in no order, the enrollments of each are in theirs. */
  public static final String FIRST_FREE = firstFree(Pickable.WHERE);

  private final Session session;
  private final Set<Id> present = new HashSet<>();
  private final Map<Id, Integer> existing = new HashMap<>();
  private final Map<Id, Boolean> awaited = new HashMap<>();

  public QueryLookup(Session session) {
    this.session = session;
  }

  @Override
  public Optional<EnrolledAccount> account(Id id) {
    return AccountRows.find(session, id);
  }

  @Override
  public List<EnrolledAccount> locked(List<Id> ids) {
    return ids.stream().flatMap(id -> account(id).stream()).toList();
  }

  @Override
  public Optional<EnrolledAccount> free(Claim claim) {
    Rotation rotation = terms(claim.pool()).rotation();
    AccountFilter filter = claim.filter();
    String sql = filter.isNone() ? FREE : free(Pickable.where(session.dialect(), filter));
    @Nullable Object[] values =
        Pickable.values(claim.pool(), rotation, claim.now(), filter, claim.project());
    return rotation.draining() ? Optional.empty() : AccountRows.one(session, sql, values);
  }

  /** The same of those that a condition lets through. */
  private static String free(String condition) {
    return AccountRows.inRow(
        """
        SELECT rowid FROM account
        WHERE %s AND project = ?
        ORDER BY changed_at, id LIMIT 1"""
            .formatted(condition));
  }

  @Override
  public List<EnrolledAccount> free(Claim claim, int most) {
    Rotation rotation = terms(claim.pool()).rotation();
    if (rotation.draining()) {
      return List.of();
    }
    AccountFilter filter = claim.filter();
    String sql =
        filter.isNone() ? FIRST_FREE : firstFree(Pickable.where(session.dialect(), filter));
    @Nullable Object[] values =
        Pickable.values(claim.pool(), rotation, claim.now(), filter, claim.project(), most);
    return AccountRows.list(session, sql, values).stream()
        .sorted(
            Comparator.comparing((EnrolledAccount each) -> each.account().changedAt())
                .thenComparing(each -> each.account().id()))
        .toList();
  }

  private static String firstFree(String condition) {
    return AccountRows.inRows(
        """
        SELECT rowid AS number FROM account
        WHERE %s AND project = ?
        ORDER BY changed_at, id LIMIT ?"""
            .formatted(condition));
  }

  @Override
  public Terms terms(Id pool) {
    return PoolRows.terms(session, "?", pool).getOrDefault(pool, Terms.STANDARD);
  }

  @Override
  public List<EnrolledAccount> atHand(Claim claim, int most) {
    return free(claim, most);
  }

  @Override
  public Optional<Lease> lease(String project, Id id) {
    return LeaseRows.find(session, project, id);
  }

  @Override
  public boolean present(Id service) {
    boolean found = present.contains(service) || session.any(ServiceRows.PRESENT, service);
    if (found) {
      present.add(service);
    }
    return found;
  }

  @Override
  public Optional<Integer> existing(Id pool) {
    Integer known = existing.get(pool);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Integer> read = session.first(EXISTING, Row::count, pool);
    read.ifPresent(accounts -> existing.put(pool, accounts));
    return read;
  }

  @Override
  public boolean awaited(Id pool) {
    return awaited.computeIfAbsent(pool, id -> TicketRows.any(session, id));
  }

  @Override
  public void queued(Id pool) {
    awaited.put(pool, true);
  }

  @Override
  public boolean taken(Needs.Name name) {
    return session.any(TAKEN, name.project(), name.username());
  }

  @Override
  public void took(Needs.Name name) {}

  @Override
  public boolean first(Taking taking) {
    return session.add(
        TAKE,
        taking.project(),
        taking.key(),
        taking.fingerprint(),
        taking.operation(),
        taking.until(),
        taking.now());
  }

  @Override
  public void changed(EnrolledAccount account) {}

  @Override
  public void changed(Enrollment enrollment) {}

  @Override
  public void changed(Lease lease) {}

  @Override
  public void configured() {
    present.clear();
    existing.clear();
  }
}
