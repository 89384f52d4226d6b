package dev.testaccounts.store.postgres;

import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import dev.testaccounts.store.postgres.Preloaded.Shelf;
import dev.testaccounts.store.sql.AccountRows;
import dev.testaccounts.store.sql.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Free accounts for claims: as many as are wanted of each pool in one statement. First those that
 * no other replica is at. Where they are too few, a second look says whether there is none, or only
 * none at hand: then it waits for the others, because "none free" is said only where it is so.
 */
final class Picks {

  private static final String PICK =
      """
      WITH picked AS MATERIALIZED (
        SELECT id FROM account
        WHERE pool_id = ? AND project = ? AND state = 'FREE' AND reservation IS NULL
        ORDER BY changed_at, id LIMIT ? FOR NO KEY UPDATE%s)
      SELECT id FROM picked""";

  private static final String AT_HAND = PICK.formatted(" SKIP LOCKED");

  private static final String WAITING = PICK.formatted("");

  private static final String ANY_OTHER =
      """
      SELECT 1 FROM account
      WHERE pool_id = ? AND project = ? AND state = 'FREE' AND reservation IS NULL
        AND id <> ALL (?) LIMIT 1""";

  /** A pool where others take each account as it comes has none for us after so many looks. */
  private static final int LOOKS = 8;

  private final PostgresSession session;

  Picks(PostgresSession session) {
    this.session = session;
  }

  /** Locks free accounts; returns which. */
  List<Id> take(List<Claim> claims) {
    Map<Shelf, Integer> wanted = new LinkedHashMap<>();
    for (Claim claim : claims) {
      if (claim.reservation() == null) {
        wanted.merge(Shelf.of(claim), 1, Integer::sum);
      }
    }
    List<Id> all = new ArrayList<>();
    wanted.forEach(
        (shelf, count) -> {
          List<Id> picked = pick(shelf, count);
          session.lookup().free(shelf, picked);
          all.addAll(picked);
        });
    return all;
  }

  /** Locks one that no other replica is at, and reads it. */
  Optional<EnrolledAccount> atHand(Shelf shelf) {
    List<Id> picked = select(AT_HAND, shelf, 1);
    return picked.isEmpty()
        ? Optional.empty()
        : AccountRows.list(session, Locks.READ_ACCOUNTS, Locks.texts(picked)).stream().findFirst();
  }

  private List<Id> pick(Shelf shelf, int wanted) {
    List<Id> picked = select(AT_HAND, shelf, wanted);
    for (int look = 0; look < LOOKS && picked.size() < wanted && anyOther(shelf, picked); look++) {
      // What is locked by this transaction already is found again: it is the same list, or longer.
      picked = select(WAITING, shelf, wanted);
    }
    return picked;
  }

  private List<Id> select(String sql, Shelf shelf, int wanted) {
    return session.list(sql, Row::id, shelf.pool(), shelf.project(), wanted);
  }

  private boolean anyOther(Shelf shelf, List<Id> picked) {
    return session.any(ANY_OTHER, shelf.pool(), shelf.project(), Locks.texts(picked));
  }
}
