package dev.testaccounts.app;

import dev.testaccounts.app.config.Declared;
import dev.testaccounts.connectors.HttpConnectors;
import dev.testaccounts.connid.ConnIdBundles;
import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.Interventions;
import dev.testaccounts.core.account.Usernames;
import dev.testaccounts.core.idempotency.Idempotency;
import dev.testaccounts.core.job.Certification;
import dev.testaccounts.core.job.Cleanups;
import dev.testaccounts.core.job.DeletionCap;
import dev.testaccounts.core.job.Jobs;
import dev.testaccounts.core.job.LeaseQueue;
import dev.testaccounts.core.job.Orphans;
import dev.testaccounts.core.job.Provisioning;
import dev.testaccounts.core.job.Purges;
import dev.testaccounts.core.job.Reaper;
import dev.testaccounts.core.job.Reconciler;
import dev.testaccounts.core.job.Replenisher;
import dev.testaccounts.core.job.Retirements;
import dev.testaccounts.core.job.SignIns;
import dev.testaccounts.core.job.SimpleAccounts;
import dev.testaccounts.core.job.Turnover;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.core.lease.Holds;
import dev.testaccounts.core.lease.Leases;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.Fakes;
import dev.testaccounts.core.pool.Numbers;
import dev.testaccounts.core.pool.Pools;
import dev.testaccounts.core.secret.NewSecrets;
import dev.testaccounts.core.secret.Passwords;
import dev.testaccounts.core.secret.SealedSecret;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.secret.SecretBox;
import dev.testaccounts.core.service.Services;
import dev.testaccounts.store.Store;
import dev.testaccounts.store.postgres.PostgresStore;
import dev.testaccounts.store.secret.TinkSecretBox;
import dev.testaccounts.store.sqlite.SqliteStore;
import dev.testaccounts.web.Health;
import dev.testaccounts.web.UseCases;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** The composition root: every object of a server, constructed here and nowhere else. */
final class Wiring implements AutoCloseable {

  private static final Duration REAP_EVERY = Duration.ofSeconds(1);

  /** For the jobs that other replicas took on, and those from before a restart. */
  private static final Duration PLAN_EVERY = Duration.ofMillis(100);

  private static final String KEY = "key";

  private final Store store;
  private final HttpConnectors connectors;
  private final Services services;
  private final Pools pools;
  private final Jobs jobs;
  private final Reconciler reconciler;
  private final Reaper reaper;
  private final Retirements retirements;
  private final Purges purges;
  private final Replenisher replenisher;
  private final Idempotency idempotency;
  private final UseCases useCases;
  private final Signal signal;
  private final Signal planning;
  private final Poll poll = new Poll();
  private final InstantSource clock;
  private final Ids ids;
  private final DeletionCap cap;

  static Wiring of(Settings settings) {
    Store store = open(settings);
    try {
      TinkSecretBox box = TinkSecretBox.open(settings.data());
      requireKey(settings, store, box);
      return new Wiring(settings, store, box);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /**
   * With another key no password in the store could be read: better said now than to each caller.
   */
  private static void requireKey(Settings settings, Store store, SecretBox box) {
    SealedSecret sample = store.keySample(box.seal(new Secret("tam"), KEY));
    try {
      box.open(sample, KEY);
    } catch (IllegalStateException e) {
      throw new StoreUnavailableException(
          "key file in %s: expected the key that the secrets of this store are sealed with, got another; copy keyset.json from a server that uses the store, or from its backup"
              .formatted(settings.data()),
          e);
    }
  }

  private static Store open(Settings settings) {
    String shared = settings.store();
    return shared == null ? SqliteStore.open(settings.data()) : PostgresStore.open(shared);
  }

  private Wiring(Settings settings, Store store, TinkSecretBox box) {
    RandomGenerator random = new SecureRandom();
    this.store = store;
    this.clock = store.clock(SteadyClock.start());
    this.signal = new Signal();
    this.planning = new Signal();
    this.connectors = connectors(settings, clock);
    this.ids = new Ids(random);
    this.cap = new DeletionCap(settings.declared().deletionsPerHour());
    NewSecrets secrets = new NewSecrets(new Passwords(random), box);
    Fakes fakes = new DatafakerFakes();
    AccountDrafts drafts =
        new AccountDrafts(new Usernames(random), secrets, ids, new Numbers(store.pools()), fakes);
    this.services =
        new Services(store.services(), connectors, settings.declared().guard(), ids, clock);
    this.pools = pools(settings, fakes);
    Leases leases = new Leases(store.leases(), pools, box, secrets, ids, clock, signal);
    this.reconciler = reconciler(box, random);
    this.purges = new Purges(store.retention(), settings.declared().retention(), clock);
    this.retirements = new Retirements(store.pools(), clock, signal);
    this.replenisher = replenisher(drafts);
    this.jobs = new Jobs(store.jobs(), store.pools(), pools, drafts, ids, clock, this::wakeBoth);
    Provisioning provisioning =
        new Provisioning(
            store.ledger(), drafts, leases, reconciler, store.accounts(), poll, clock, signal);
    this.idempotency = new Idempotency(store.idempotency(), box, ids, clock);
    Interventions interventions = new Interventions(store.ledger(), secrets, clock, signal);
    Holds holds = new Holds(store.accounts(), pools, interventions);
    this.reaper = new Reaper(store.leases(), leases, holds, store.ledger(), clock);
    Certification certification = certification(drafts, box);
    Orphans orphans = orphans(drafts, box);
    this.useCases = useCases(leases, provisioning, certification, orphans, holds, interventions);
  }

  private static HttpConnectors connectors(Settings settings, InstantSource clock) {
    return new HttpConnectors(
        settings.declared().guard(),
        System.getenv(),
        clock,
        new ConnIdBundles(settings.data().resolve("bundles")));
  }

  private Reconciler reconciler(SecretBox box, RandomGenerator random) {
    return new Reconciler(
        store.ledger(),
        store.accounts(),
        store.services(),
        store.pools(),
        connectors,
        box,
        clock,
        random);
  }

  private Pools pools(Settings settings, Fakes fakes) {
    return new Pools(
        store.pools(),
        store.services(),
        connectors,
        ids,
        fakes,
        settings.declared().emails(),
        clock);
  }

  private Replenisher replenisher(AccountDrafts drafts) {
    return new Replenisher(
        store.pools(),
        store.queue(),
        store.jobs(),
        store.accounts(),
        store.ledger(),
        drafts,
        clock,
        signal);
  }

  private Certification certification(AccountDrafts drafts, SecretBox box) {
    return new Certification(
        services, pools, connectors, store.ledger(), drafts, box, reconciler, poll, clock, signal);
  }

  private Orphans orphans(AccountDrafts drafts, SecretBox box) {
    return new Orphans(
        store.services(),
        connectors,
        pools,
        store.accounts(),
        drafts,
        box,
        store.jobs(),
        cap,
        clock,
        signal);
  }

  private SimpleAccounts simple(Provisioning provisioning) {
    return new SimpleAccounts(
        store.services(),
        services,
        provisioning,
        store.accounts(),
        store.jobs(),
        cap,
        poll,
        ids,
        clock,
        signal);
  }

  private UseCases useCases(
      Leases leases,
      Provisioning provisioning,
      Certification certification,
      Orphans orphans,
      Holds holds,
      Interventions interventions) {
    return new UseCases(
        services,
        store.services()::service,
        certification,
        orphans,
        pools,
        leases,
        new LeaseQueue(
            leases,
            store.queue(),
            new Turnover(store.leases(), store.accounts(), clock),
            poll,
            clock),
        provisioning,
        new SignIns(store.services(), connectors),
        jobs,
        new Cleanups(store.jobs(), cap, ids, clock, this::wakeBoth),
        simple(provisioning),
        store.accounts(),
        holds,
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

  /**
   * Takes back what a killed predecessor had claimed, where nobody else can have claimed it, and
   * starts the loops.
   */
  Loops begin() {
    if (!store.isShared()) {
      store.ledger().reclaimAll(clock.instant());
      store.idempotency().reclaimAll(clock.instant());
    }
    Converger converger = new Converger(reconciler, store.services(), signal, planning);
    Loop planner = Loop.start("planner", PLAN_EVERY, () -> jobs.plan(converger) > 0);
    planning.connect(planner::wake);
    return new Loops(Loop.start("reaper", REAP_EVERY, this::reap), planner, converger);
  }

  /** A job has accounts to be planned, or has some to be worked on. */
  private void wakeBoth() {
    planning.run();
    signal.run();
  }

  private boolean reap() {
    reaper.sweep();
    retirements.sweep();
    store.queue().serve(clock.instant());
    idempotency.prolong();
    replenisher.replenish();
    purges.sweep();
    idempotency.forget();
    return false;
  }

  /**
   * Makes services and pools what the configuration declares; what it does not name stays as it is,
   * and all of it does where something is wrong.
   */
  void apply(Declared declared) throws StartException {
    Principal principal = new Principal(Principal.DEFAULT_PROJECT, "tam.yaml");
    new Application(services, pools, principal).apply(declared);
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
