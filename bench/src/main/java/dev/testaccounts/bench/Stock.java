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
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.Numbers;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.secret.NewSecrets;
import dev.testaccounts.core.secret.Passwords;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.store.Store;
import dev.testaccounts.store.secret.TinkSecretBox;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills a store with a service, pools and accounts, as the reconciler would have left them. */
final class Stock {

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** How many accounts go in one call. */
  private static final int BATCH = 500;

  private final Store store;
  private final Ids ids = new Ids(new SecureRandom());
  private final TargetService service;
  private final AccountDrafts drafts;
  private long ticks;

  Stock(Store store, TinkSecretBox box) {
    this.store = store;
    SecureRandom random = new SecureRandom();
    this.drafts =
        new AccountDrafts(
            new Usernames(random),
            new NewSecrets(new Passwords(random), box),
            ids,
            new Numbers(store.pools()),
            expression -> Optional.empty());
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

  /** A pool that is full of free accounts. */
  Pool pool(String name, int size) {
    return pool(name, size, Map.of());
  }

  /** A pool that is full of free accounts, all of which carry these labels. */
  Pool pool(String name, int size, Map<String, String> labels) {
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
      fill(pool, Math.min(BATCH, size - done), labels);
    }
    return pool;
  }

  private void fill(Pool pool, int count, Map<String, String> labels) {
    List<AccountLedger.Intent> intents = new ArrayList<>();
    List<Observation> reports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      AccountDrafts.Purpose purpose =
          new AccountDrafts.Purpose(labels, FailurePolicy.RETRY, null, null);
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

  /**
   * Time goes on by a millisecond with each id, as it would: ids that sort as they are made keep
   * what is written together.
   */
  private Instant tick() {
    return NOW.plusMillis(++ticks);
  }

  private static Event event(Event.Kind kind) {
    return new Event(Principal.DEFAULT_PROJECT, NOW, "bench", kind, null, null, null, Map.of());
  }
}
