package dev.testaccounts.store.sql;

import dev.testaccounts.core.idempotency.IdempotencyStore;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.secret.SealedSecret;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which keys were used, and the answers. */
public final class SqlIdempotency implements IdempotencyStore {

  private static final String OF_KEY = " WHERE project = ? AND request_key = ?";

  private static final String FIND =
      "SELECT fingerprint, operation, taken_until, answer FROM kept_answer" + OF_KEY;

  private static final String LEAVE = "UPDATE kept_answer SET taken_until = ?" + OF_KEY;

  /** Of several that want to, one can: it is no longer as they saw it after that. */
  private static final String TAKE_OVER = LEAVE + " AND operation = ? AND taken_until = ?";

  private static final String KEEP =
      "UPDATE kept_answer SET answer = ?, taken_until = NULL" + OF_KEY + " AND operation = ?";

  private static final String GIVE_BACK =
      "DELETE FROM kept_answer" + OF_KEY + " AND operation = ? AND answer IS NULL";

  private static final String HOLD_UNTIL = LEAVE + " AND operation = ? AND answer IS NULL";

  public static final String RECLAIM =
      "UPDATE kept_answer SET taken_until = ? WHERE taken_until > ?";

  private static final String FORGET =
      """
      DELETE FROM kept_answer WHERE (project, request_key) IN (
        SELECT project, request_key FROM kept_answer WHERE created_at < ? LIMIT ?)""";

  public static final String ANY_OLD = "SELECT 1 FROM kept_answer WHERE created_at < ? LIMIT 1";

  private final Writer writer;
  private final Reading readers;

  SqlIdempotency(Writer writer, Reading readers) {
    this.writer = writer;
    this.readers = readers;
  }

  private record Kept(
      String fingerprint, Id operation, @Nullable Instant until, @Nullable SealedSecret answer) {

    static Kept of(Row row) throws SQLException {
      return new Kept(row.text(), row.id(), row.timeOrNull(), row.secretOrNull());
    }
  }

  @Override
  public Taken take(Taking taking) {
    return writer.write(() -> Needs.key(taking), session -> take(session, taking));
  }

  private static Taken take(Session session, Taking taking) {
    return session.lookup().first(taking)
        ? new Taken.First(taking.operation())
        : session
            .first(FIND, Kept::of, taking.project(), taking.key())
            .map(kept -> takeAgain(session, taking, kept))
            // Given back between the two looks: whoever asks once more will be the first.
            .orElseGet(Taken.UnderWay::new);
  }

  private static Taken takeAgain(Session session, Taking taking, Kept kept) {
    if (!kept.fingerprint().equals(taking.fingerprint())) {
      return new Taken.OtherRequest();
    }
    return kept.answer() == null
        ? takeOver(session, taking, kept)
        : new Taken.Answered(kept.answer());
  }

  private static Taken takeOver(Session session, Taking taking, Kept kept) {
    boolean early = kept.until() != null && Codec.kept(taking.now()).isBefore(kept.until());
    boolean mine =
        !early
            && session.update(
                    TAKE_OVER,
                    taking.until(),
                    taking.project(),
                    taking.key(),
                    kept.operation(),
                    kept.until())
                == 1;
    return mine ? new Taken.Again(kept.operation()) : new Taken.UnderWay();
  }

  @Override
  public void keep(String project, String key, Id operation, SealedSecret answer) {
    write(new Held(project, key, operation), KEEP, answer, project, key, operation);
  }

  @Override
  public void giveBack(String project, String key, Id operation) {
    write(new Held(project, key, operation), GIVE_BACK, project, key, operation);
  }

  @Override
  public void letGo(String project, String key, Id operation, Instant now) {
    write(new Held(project, key, operation), HOLD_UNTIL, now, project, key, operation);
  }

  private void write(Held held, String sql, @Nullable Object... values) {
    boolean _ =
        writer.write(
            Needs::nothing,
            session -> {
              session.later(row(held), sql, values);
              return true;
            });
  }

  @Override
  public void prolong(List<Held> held, Instant until) {
    boolean _ =
        writer.write(
            Needs::nothing,
            session -> {
              held.forEach(
                  each ->
                      session.later(
                          row(each),
                          HOLD_UNTIL,
                          until,
                          each.project(),
                          each.key(),
                          each.operation()));
              return true;
            });
  }

  private static Object[] row(Held held) {
    return new Object[] {held.project(), held.key()};
  }

  @Override
  public int reclaimAll(Instant now) {
    return writer.write(Needs::nothing, session -> session.update(RECLAIM, now, now));
  }

  /** Looks before it asks the writer: mostly there is nothing. */
  @Override
  public int forget(Instant before, int limit) {
    boolean any = readers.read(session -> session.any(ANY_OLD, before));
    return any ? writer.write(Needs::nothing, session -> session.update(FORGET, before, limit)) : 0;
  }
}
