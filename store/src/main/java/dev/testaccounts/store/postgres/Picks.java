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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        WHERE %s AND project = ?
        ORDER BY changed_at, id LIMIT ? FOR NO KEY UPDATE%s)
      SELECT id FROM picked""";

  private static final String AT_HAND = PICK.formatted(Pickable.WHERE, " SKIP LOCKED");

  private static final String WAITING = PICK.formatted(Pickable.WHERE, "");

  private static final String ANY_OTHER =
      """
      SELECT 1 FROM account
      WHERE %s AND project = ? AND id <> ALL (?) LIMIT 1"""
          .formatted(Pickable.WHERE);

  /** A pool where others take each account as it comes has none for us after so many looks. */
  private static final int LOOKS = 8;

  private final PostgresSession session;

  Picks(PostgresSession session) {
    this.session = session;
  }

  /** Locks free accounts; returns which. */
  List<Id> take(List<Claim> claims) {
    Map<Shelf, List<Claim>> wanted = new LinkedHashMap<>();
    for (Claim claim : claims) {
      if (claim.reservation() == null) {
        wanted.computeIfAbsent(Shelf.of(claim), shelf -> new ArrayList<>()).add(claim);
      }
    }
    List<Id> all = new ArrayList<>();
    wanted.forEach(
        (shelf, claiming) -> {
          List<Id> picked = pick(shelf, claiming);
          session.lookup().free(shelf, picked);
          all.addAll(picked);
        });
    return all;
  }

  /** Locks one that no other replica is at, and reads it. */
  Optional<EnrolledAccount> atHand(Claim claim) {
    List<Id> picked = pick(claim);
    return picked.isEmpty()
        ? Optional.empty()
        : AccountRows.list(session, Locks.READ_ACCOUNTS, Locks.texts(picked)).stream().findFirst();
  }

  private List<Id> pick(Claim claim) {
    Rotation rotation = session.lookup().rotation(claim.pool());
    return rotation.draining()
        ? List.of()
        : select(AT_HAND, new Wish(Shelf.of(claim), rotation, claim.now()), 1);
  }

  private List<Id> pick(Shelf shelf, List<Claim> claims) {
    Rotation rotation = session.lookup().rotation(shelf.pool());
    if (rotation.draining()) {
      return List.of();
    }
    // The earliest, so that nobody gets what was not to be had yet when it was asked for.
    Instant now = claims.stream().map(Claim::now).min(Comparator.naturalOrder()).orElseThrow();
    return pick(new Wish(shelf, rotation, now), claims.size());
  }

  /** What is asked of a shelf, and when. */
  private record Wish(Shelf shelf, Rotation rotation, Instant now) {

    @Nullable Object[] values(Object more) {
      return Pickable.values(shelf.pool(), rotation, now, shelf.project(), more);
    }
  }

  private List<Id> pick(Wish wish, int wanted) {
    List<Id> picked = select(AT_HAND, wish, wanted);
    for (int look = 0; look < LOOKS && picked.size() < wanted && anyOther(wish, picked); look++) {
      // What is locked by this transaction already is found again: it is the same list, or longer.
      picked = select(WAITING, wish, wanted);
    }
    return picked;
  }

  private List<Id> select(String sql, Wish wish, int wanted) {
    return session.list(sql, Row::id, wish.values(wanted));
  }

  private boolean anyOther(Wish wish, List<Id> picked) {
    return session.any(ANY_OTHER, wish.values(Locks.texts(picked)));
  }
}
