package dev.testaccounts.bench;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.AccountLedger;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Observation;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.account.Usernames;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.lease.LeaseStore.ClaimReply.Granted;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.secret.Passwords;
import dev.testaccounts.core.secret.SealedSecret;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.store.Store;
import dev.testaccounts.store.secret.TinkSecretBox;
import dev.testaccounts.store.sqlite.SqliteStore;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * A store alone, without HTTP, JSON or use cases around it: stocked, and claimed and released in.
 */
final class StoreRun {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** How many changes go in one call, where one caller makes many. */
  private static final int BATCH = 500;

  private static final Map<String, String> LABELS = Map.of("run", "bench");

  private final Store store;
  private final Ids ids = new Ids(new SecureRandom());
  private final TargetService service;
  private final AccountDrafts drafts;
  private final AtomicLong ticks = new AtomicLong();

  StoreRun(Store store, TinkSecretBox box) {
    this.store = store;
    SecureRandom random = new SecureRandom();
    this.drafts = new AccountDrafts(new Usernames(random), new Passwords(random), box, ids);
    ServiceSpec spec =
        new ServiceSpec(
            "service",
            URI.create("http://localhost:9"),
            "testing",
            ServiceSpec.SIMPLE,
            Map.of(),
            Limits.standard(),
            List.of());
    this.service = new TargetService(ids.next(NOW), Principal.DEFAULT_PROJECT, spec, 1, NOW);
    store.services().insert(service, event(Event.Kind.SERVICE_REGISTERED));
  }

  static double pairsPerSecond(int callers, int warmUp, int pairs) throws Exception {
    try (Scratch scratch = Scratch.make();
        SqliteStore store = SqliteStore.open(scratch.folder())) {
      StoreRun run = new StoreRun(store, TinkSecretBox.open(scratch.folder()));
      return run.pairsPerSecond(run.pool("warm-up", warmUp), run.pool("measured", pairs), callers);
    }
  }

  /** Leases and releases each account of a pool once, after each of another. */
  double pairsPerSecond(Pool warmUp, Pool measured, int callers) throws InterruptedException {
    pairs(warmUp, callers, warmUp.spec().max());
    long begin = System.nanoTime();
    pairs(measured, callers, measured.spec().max());
    return measured.spec().max() / ((System.nanoTime() - begin) / 1e9);
  }

  /** Leases free accounts of a pool. */
  void lease(Pool pool, int count, Instant ends) {
    for (int done = 0; done < count; done += BATCH) {
      List<LeaseStore.Claim> claims =
          IntStream.range(0, Math.min(BATCH, count - done))
              .mapToObj(i -> claim(pool, tick(), ends))
              .toList();
      if (!store.leases().claim(claims).stream().allMatch(Granted.class::isInstance)) {
        throw new IllegalStateException("none free");
      }
    }
  }

  /** A pool that is full of free accounts. */
  Pool pool(String name, int size) {
    PoolSpec spec =
        new PoolSpec(
            name,
            List.of("service"),
            "test_{hex:16}",
            Map.of(),
            0,
            size,
            Duration.ofMinutes(15),
            Duration.ofHours(4),
            OnRelease.RESET);
    List<Pool.Member> members = List.of(new Pool.Member(service.id(), 0));
    Pool pool = new Pool(ids.next(NOW), Principal.DEFAULT_PROJECT, spec, members, 1, NOW);
    store.pools().insert(pool, event(Event.Kind.POOL_REGISTERED));
    for (int done = 0; done < size; done += BATCH) {
      fill(pool, Math.min(BATCH, size - done));
    }
    return pool;
  }

  private void fill(Pool pool, int count) {
    List<AccountLedger.Intent> intents = new ArrayList<>();
    List<Observation> reports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      AccountDrafts.Purpose purpose =
          new AccountDrafts.Purpose(Map.of(), FailurePolicy.RETRY, null, null);
      Convergence.Begun begun = Convergence.begin(drafts.draft(pool, purpose, tick()), NOW);
      intents.add(
          new AccountLedger.Intent(
              begun.account(), Integer.MAX_VALUE, event(Event.Kind.ACCOUNT_INTENDED)));
      reports.add(
          new Observation(
              begun.account().account().id(),
              service.id(),
              1,
              new Outcome.Converged(Observed.PRESENT, null),
              NOW,
              NOW));
    }
    store.ledger().intend(intents);
    store.ledger().observe(reports);
  }

  private void pairs(Pool pool, int callers, int count) throws InterruptedException {
    AtomicInteger left = new AtomicInteger(count);
    SealedSecret next = new SealedSecret(new byte[64]);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      threads.add(
          Thread.startVirtualThread(
              () -> {
                while (left.getAndDecrement() > 0) {
                  pair(pool, next);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void pair(Pool pool, SealedSecret next) {
    Instant now = tick();
    LeaseStore.Claim claim = claim(pool, now, now.plusSeconds(900));
    if (!(store.leases().claim(List.of(claim)).getFirst() instanceof Granted)) {
      throw new IllegalStateException("none free");
    }
    LeaseStore.Release release =
        new LeaseStore.Release(
            pool.project(), claim.lease(), null, LeaseState.RELEASED, "", next, "bench", now);
    store.leases().release(List.of(release));
  }

  private LeaseStore.Claim claim(Pool pool, Instant now, Instant ends) {
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
    return NOW.plusMillis(ticks.incrementAndGet());
  }

  private static Event event(Event.Kind kind) {
    return new Event(Principal.DEFAULT_PROJECT, NOW, "bench", kind, null, null, null, Map.of());
  }
}
