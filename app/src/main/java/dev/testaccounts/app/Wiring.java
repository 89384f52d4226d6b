package dev.testaccounts.app;

import dev.testaccounts.api.PoolBody;
import dev.testaccounts.api.ServiceBody;
import dev.testaccounts.app.config.Declared;
import dev.testaccounts.connectors.HttpConnectors;
import dev.testaccounts.connid.ConnIdBundles;
import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.Interventions;
import dev.testaccounts.core.account.Usernames;
import dev.testaccounts.core.idempotency.Idempotency;
import dev.testaccounts.core.job.Cleanups;
import dev.testaccounts.core.job.DeletionCap;
import dev.testaccounts.core.job.Jobs;
import dev.testaccounts.core.job.Provisioning;
import dev.testaccounts.core.job.Reaper;
import dev.testaccounts.core.job.Reconciler;
import dev.testaccounts.core.job.Replenisher;
import dev.testaccounts.core.job.SignIns;
import dev.testaccounts.core.job.SimpleAccounts;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.lease.Leases;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.Pools;
import dev.testaccounts.core.secret.Passwords;
import dev.testaccounts.core.service.Services;
import dev.testaccounts.store.secret.TinkSecretBox;
import dev.testaccounts.store.sqlite.SqliteStore;
import dev.testaccounts.web.Health;
import dev.testaccounts.web.UseCases;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/** The composition root: every object of a server, constructed here and nowhere else. */
final class Wiring implements AutoCloseable {

  private static final Duration REAP_EVERY = Duration.ofSeconds(1);

  private final SqliteStore store;
  private final HttpConnectors connectors;
  private final Services services;
  private final Pools pools;
  private final Jobs jobs;
  private final Reconciler reconciler;
  private final Reaper reaper;
  private final Replenisher replenisher;
  private final Idempotency idempotency;
  private final UseCases useCases;
  private final Signal signal;
  private final Poll poll = new Poll();
  private final InstantSource clock;
  private final Ids ids;
  private final DeletionCap cap;

  static Wiring of(Settings settings) {
    SqliteStore store = SqliteStore.open(settings.data());
    try {
      return new Wiring(settings, store, TinkSecretBox.open(settings.data()));
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private Wiring(Settings settings, SqliteStore store, TinkSecretBox box) {
    RandomGenerator random = new SecureRandom();
    this.store = store;
    // What is kept counts in microseconds; a time that is compared must not be finer than one that
    // was kept.
    this.clock = () -> Instant.now().truncatedTo(ChronoUnit.MICROS);
    this.signal = new Signal();
    this.connectors =
        new HttpConnectors(
            settings.declared().guard(),
            System.getenv(),
            clock,
            new ConnIdBundles(settings.data().resolve("bundles")));
    this.ids = new Ids(random);
    this.cap = new DeletionCap(settings.declared().deletionsPerHour());
    Passwords passwords = new Passwords(random);
    AccountDrafts drafts = new AccountDrafts(new Usernames(random), passwords, box, ids);
    this.services =
        new Services(store.services(), connectors, settings.declared().guard(), ids, clock);
    this.pools = new Pools(store.pools(), store.services(), ids, clock);
    Leases leases = new Leases(store.leases(), pools, box, passwords, ids, clock, signal);
    this.reconciler =
        new Reconciler(
            store.ledger(), store.accounts(), store.services(), connectors, box, clock, random);
    this.reaper = new Reaper(store.leases(), leases, store.ledger(), clock);
    this.replenisher =
        new Replenisher(store.pools(), store.accounts(), store.ledger(), drafts, clock, signal);
    this.jobs = new Jobs(store.jobs(), store.pools(), pools, drafts, ids, clock, signal);
    Provisioning provisioning =
        new Provisioning(store.ledger(), drafts, leases, reconciler, clock, signal);
    this.idempotency = new Idempotency(store.idempotency(), box, ids, clock);
    Interventions interventions = new Interventions(store.ledger(), box, passwords, clock, signal);
    this.useCases = useCases(leases, provisioning, interventions);
  }

  private UseCases useCases(Leases leases, Provisioning provisioning, Interventions interventions) {
    SimpleAccounts simple =
        new SimpleAccounts(
            store.services(),
            services,
            provisioning,
            store.accounts(),
            store.jobs(),
            cap,
            poll,
            clock,
            signal);
    return new UseCases(
        services,
        store.services()::service,
        pools,
        leases,
        provisioning,
        new SignIns(store.services(), connectors),
        jobs,
        new Cleanups(store.jobs(), cap, ids, clock, signal),
        simple,
        store.accounts(),
        interventions,
        store.events(),
        idempotency,
        clock,
        () -> new Health(store.healthy()),
        poll);
  }

  UseCases useCases() {
    return useCases;
  }

  /** Takes back what a killed predecessor had claimed, and starts the loops. */
  Loops begin() {
    store.ledger().reclaimAll(clock.instant());
    store.idempotency().reclaimAll(clock.instant());
    return new Loops(
        Loop.start("reaper", REAP_EVERY, this::reap),
        new Converger(reconciler, jobs, store.services(), signal));
  }

  private void reap() {
    reaper.sweep();
    replenisher.replenish();
    idempotency.forget();
  }

  /**
   * Makes services and pools what the configuration declares; what it does not name stays as it is.
   */
  void apply(Declared declared) throws StartException {
    Principal principal = new Principal(Principal.DEFAULT_PROJECT, "tam.yaml");
    Application application = new Application(services, pools, principal);
    for (ServiceBody service : declared.services()) {
      application.apply(service);
    }
    for (PoolBody pool : declared.pools()) {
      application.apply(pool);
    }
  }

  /** Ends what waits for work of others, so that a stop need not wait for it. */
  void endWaits() {
    poll.close();
  }

  @Override
  public void close() {
    connectors.close();
    store.close();
  }
}
