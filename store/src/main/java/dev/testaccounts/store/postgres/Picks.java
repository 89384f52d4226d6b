package dev.testaccounts.store.postgres;

import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import dev.testaccounts.core.pool.Rotation;
import dev.testaccounts.store.postgres.Preloaded.Shelf;
import dev.testaccounts.store.sql.AccountRows;
import dev.testaccounts.store.sql.Pickable;
import dev.testaccounts.store.sql.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Free accounts for claims: as many as are wanted of each shelf in one statement. First those that
 * no other replica is at. Where they are too few and others are at some, the transaction is made
 * again in turn: one after the other in each pool, waiting for the others, because "none free" is
 * said only where it is so. Who waits for his turn holds no account of the pool, and who holds some
 * without a turn does not wait for more: nobody waits in a ring, however many each wants.
 */
final class Picks {

  private static final String PICK =
      """
      WITH picked AS MATERIALIZED (
        SELECT id FROM account
        WHERE %s AND project = ?
        ORDER BY changed_at, id LIMIT ? FOR NO KEY UPDATE%s)
      SELECT id FROM picked""";

  private static final String TURN = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))";

  /** A pool where others take each account as it comes has none for us after so many looks. */
  private static final int LOOKS = 8;

  private final PostgresSession session;

  Picks(PostgresSession session) {
    this.session = session;
  }

  /**
   * Locks free accounts; returns which.
   *
   * @param inTurn whether to wait for the others
   * @throws TooFewAtHandException where others are at some that are missing, and it is not in turn
   */
  List<Id> take(List<Claim> claims, boolean inTurn) {
    Map<Id, Map<Shelf, List<Claim>>> pools = new TreeMap<>();
    for (Claim claim : claims) {
      if (claim.reservation() == null) {
        pools
            .computeIfAbsent(claim.pool(), pool -> new LinkedHashMap<>())
            .computeIfAbsent(Shelf.of(claim), shelf -> new ArrayList<>())
            .add(claim);
      }
    }
    List<Id> all = new ArrayList<>();
    // In the order of the pools: whoever waits in one holds nothing of those behind it.
    pools.forEach((pool, shelves) -> all.addAll(take(pool, shelves, inTurn)));
    return all;
  }

  /** An account may stand on several shelves: each holds enough for all that want any of them. */
  private List<Id> take(Id pool, Map<Shelf, List<Claim>> shelves, boolean inTurn) {
    int wanted = shelves.values().stream().mapToInt(List::size).sum();
    if (inTurn) {
      boolean _ = session.any(TURN, pool);
    }
    List<Id> all = new ArrayList<>();
    shelves.forEach(
        (shelf, claiming) -> {
          List<Id> picked = pick(shelf, claiming, wanted, inTurn);
          session.lookup().free(shelf, picked);
          all.addAll(picked);
        });
    return all;
  }

  /** Locks some that no other replica is at, and reads them. */
  List<EnrolledAccount> atHand(Claim claim, int most) {
    Rotation rotation = session.lookup().terms(claim.pool()).rotation();
    if (rotation.draining()) {
      return List.of();
    }
    List<Id> picked = new Wish(Shelf.of(claim), rotation, claim.now()).select(session, false, most);
    return picked.isEmpty()
        ? List.of()
        : AccountRows.list(session, Locks.READ_ACCOUNTS, Locks.texts(picked)).stream()
            .sorted(Comparator.comparing(each -> each.account().changedAt()))
            .toList();
  }

  private List<Id> pick(Shelf shelf, List<Claim> claims, int wanted, boolean inTurn) {
    Rotation rotation = session.lookup().terms(shelf.pool()).rotation();
    if (rotation.draining()) {
      return List.of();
    }
    // The earliest, so that nobody gets what was not to be had yet when it was asked for.
    Instant now = claims.stream().map(Claim::now).min(Comparator.naturalOrder()).orElseThrow();
    Wish wish = new Wish(shelf, rotation, now);
    return inTurn ? inTurn(wish, wanted) : atOnce(wish, wanted);
  }

  private List<Id> atOnce(Wish wish, int wanted) {
    List<Id> picked = wish.select(session, false, wanted);
    if (picked.size() < wanted && wish.anyOther(session, picked)) {
      throw new TooFewAtHandException();
    }
    return picked;
  }

  private List<Id> inTurn(Wish wish, int wanted) {
    List<Id> picked = wish.select(session, true, wanted);
    for (int look = 1;
        look < LOOKS && picked.size() < wanted && wish.anyOther(session, picked);
        look++) {
      // What is locked by this transaction already is found again: it is the same list, or longer.
      picked = wish.select(session, true, wanted);
    }
    return picked;
  }

  /** What is asked of a shelf, and when. */
  private record Wish(Shelf shelf, Rotation rotation, Instant now) {

    private static final Texts PLAIN = new Texts(Pickable.WHERE);

    List<Id> select(PostgresSession session, boolean waiting, int most) {
      String sql = waiting ? texts().waiting() : texts().atHand();
      return session.list(sql, Row::id, values(most));
    }

    /** Whether there are more of them, whoever is at them. */
    boolean anyOther(PostgresSession session, List<Id> picked) {
      return session.any(texts().anyOther(), values(Locks.texts(picked)));
    }

    private Texts texts() {
      return shelf.filter().isNone()
          ? PLAIN
          : new Texts(Pickable.where(PostgresSession.DIALECT, shelf.filter()));
    }

    private @Nullable Object[] values(Object more) {
      return Pickable.values(shelf.pool(), rotation, now, shelf.filter(), shelf.project(), more);
    }
  }

  private record Texts(String atHand, String waiting, String anyOther) {

    Texts(String where) {
      this(
          PICK.formatted(where, " SKIP LOCKED"),
          PICK.formatted(where, ""),
          "SELECT 1 FROM account WHERE %s AND project = ? AND id <> ALL (?) LIMIT 1"
              .formatted(where));
    }
  }
}
