package dev.testaccounts.bench;

import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.lease.LeaseStore.ClaimReply.Granted;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.secret.NextSecret;
import dev.testaccounts.core.secret.SealedSecret;
import dev.testaccounts.store.Store;
import dev.testaccounts.store.secret.TinkSecretBox;
import dev.testaccounts.store.sqlite.SqliteStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Leases and releases in a store alone, without HTTP, JSON or use cases around it. */
final class Leasing {

  /** How many claims go in one call, where one caller makes many. */
  private static final int BATCH = 500;

  private static final Map<String, String> LABELS = Map.of("run", "bench");

  private static final NextSecret NEXT = NextSecret.of(new SealedSecret(new byte[64]));

  private final Store store;
  private final Pool pool;
  private final Ids ids = new Ids(new SecureRandom());
  private final AtomicLong ticks = new AtomicLong();

  /**
   * @param pool what {@link Stock#pool} made
   */
  Leasing(Store store, Pool pool) {
    this.store = store;
    this.pool = pool;
  }

  /** In a new SQLite store: each account of a pool once, after each of another. */
  static double pairsPerSecond(int callers, int warmUp, int pairs) throws Exception {
    try (Scratch scratch = Scratch.make();
        SqliteStore store = SqliteStore.open(scratch.folder())) {
      Stock stock = new Stock(store, TinkSecretBox.open(scratch.folder()));
      Leasing first = new Leasing(store, stock.pool("warm-up", warmUp));
      Leasing measured = new Leasing(store, stock.pool("measured", pairs));
      first.pairsPerSecond(callers, warmUp);
      return measured.pairsPerSecond(callers, pairs);
    }
  }

  /** Leases and releases so many accounts, none of them twice. */
  double pairsPerSecond(int callers, int count) throws InterruptedException {
    return Pairs.perSecond(callers, count, this::pair);
  }

  /** Leases so many accounts until a time. */
  void lease(int count, Instant ends) {
    for (int done = 0; done < count; done += BATCH) {
      List<LeaseStore.Claim> claims =
          IntStream.range(0, Math.min(BATCH, count - done))
              .mapToObj(i -> claim(tick(), ends))
              .toList();
      if (!store.leases().claim(claims).stream().allMatch(Granted.class::isInstance)) {
        throw new IllegalStateException("none free");
      }
    }
  }

  private void pair() {
    Instant now = tick();
    LeaseStore.Claim claim = claim(now, now.plusSeconds(900));
    if (!(store.leases().claim(List.of(claim)).getFirst() instanceof Granted)) {
      throw new IllegalStateException("none free");
    }
    LeaseStore.Release release =
        new LeaseStore.Release(
            pool.project(), claim.lease(), null, LeaseState.RELEASED, "", NEXT, "bench", now);
    store.leases().release(List.of(release));
  }

  private LeaseStore.Claim claim(Instant now, Instant ends) {
    return new LeaseStore.Claim(
        ids.next(now),
        pool.project(),
        pool.id(),
        null,
        "bench",
        LABELS,
        OnRelease.RESET,
        now,
        ends);
  }

  /**
   * Time goes on by a millisecond with each id, as it would: ids that sort as they are made keep
   * what is written together.
   */
  private Instant tick() {
    return Stock.NOW.plusMillis(ticks.incrementAndGet());
  }
}
