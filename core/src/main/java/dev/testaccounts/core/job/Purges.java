package dev.testaccounts.core.job;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.IntSupplier;

/** Forgets what is over for longer than it is kept, a little in each round. Thread-safe. */
public final class Purges {

  private static final int CHUNK = 1_000;

  /** So that other rounds of the same loop are not kept waiting. */
  private static final int MOST_CHUNKS = 5;

  private final RetentionStore store;
  private final Retention retention;
  private final InstantSource clock;

  public Purges(RetentionStore store, Retention retention, InstantSource clock) {
    this.store = store;
    this.retention = retention;
    this.clock = clock;
  }

  /** One round. Returns how many rows it was about. */
  public int sweep() {
    Instant now = clock.instant();
    return repeated(() -> store.forgetLeases(now.minus(retention.leases()), CHUNK))
        + repeated(() -> store.forgetJobs(now.minus(retention.jobs()), CHUNK))
        + repeated(() -> store.forgetTombstones(now.minus(retention.tombstones()), CHUNK))
        + repeated(() -> store.forgetEvents(now.minus(retention.events()), CHUNK));
  }

  private static int repeated(IntSupplier chunk) {
    int all = 0;
    int last = CHUNK;
    for (int i = 0; i < MOST_CHUNKS && last >= CHUNK; i++) {
      last = chunk.getAsInt();
      all += last;
    }
    return all;
  }
}
