package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Interventions;
import dev.testaccounts.core.account.Usernames;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.lease.Holds;
import dev.testaccounts.core.lease.Leases;
import dev.testaccounts.core.memory.MemoryAccounts;
import dev.testaccounts.core.memory.MemoryJobs;
import dev.testaccounts.core.memory.MemoryLeases;
import dev.testaccounts.core.memory.MemoryPools;
import dev.testaccounts.core.memory.MemoryQueue;
import dev.testaccounts.core.memory.MemoryServices;
import dev.testaccounts.core.memory.ModelFakes;
import dev.testaccounts.core.memory.PlainBox;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.memory.SettableClock;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.EmailDomains;
import dev.testaccounts.core.pool.Numbers;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.Pools;
import dev.testaccounts.core.secret.NewSecrets;
import dev.testaccounts.core.secret.Passwords;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Connectors;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceHealth;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.Services;
import dev.testaccounts.core.service.TargetService;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** All of core put together over memory and model services. */
final class World implements Connectors {

  final SettableClock clock = new SettableClock();
  final RandomGenerator random = new SplittableRandom(42);
  final MemoryServices serviceStore = new MemoryServices();
  final MemoryPools poolStore = new MemoryPools();
  final MemoryAccounts accounts = new MemoryAccounts();
  final MemoryLeases leaseStore = new MemoryLeases(accounts);
  final MemoryQueue queue = new MemoryQueue(leaseStore);
  final Turnover turnover = new Turnover(leaseStore, accounts, clock);
  final MemoryJobs jobStore = new MemoryJobs(accounts);
  final PlainBox box = new PlainBox();
  final Ids ids = new Ids(random);
  final NewSecrets secrets = new NewSecrets(new Passwords(random), box);
  final Pools pools =
      new Pools(
          poolStore, serviceStore, this, ids, new ModelFakes(), EmailDomains.reserved(), clock);
  final AccountDrafts drafts =
      new AccountDrafts(
          new Usernames(random), secrets, ids, new Numbers(poolStore), new ModelFakes());
  final Services services = new Services(serviceStore, this, Guard.loopback(), ids, clock);
  final Leases leases = new Leases(leaseStore, pools, box, secrets, ids, clock, this::wake);
  final Interventions interventions = new Interventions(accounts, secrets, clock, this::wake);
  final Holds holds = new Holds(accounts, pools, interventions);
  final Reconciler reconciler =
      new Reconciler(accounts, accounts, serviceStore, poolStore, this, box, clock, random);
  final Provisioning provisioning =
      new Provisioning(
          accounts, drafts, leases, reconciler, accounts, this::workUntil, clock, this::wake);
  final Certification certification =
      new Certification(
          services, pools, this, accounts, drafts, box, reconciler, this::pause, clock, this::wake);
  final Jobs jobs = new Jobs(jobStore, poolStore, pools, drafts, ids, clock, this::wake);

  final Cleanups cleanups = new Cleanups(jobStore, new DeletionCap(100), ids, clock, this::wake);

  /** Takes nothing up until it has places. */
  final ModelWorkers workers = new ModelWorkers();

  /** How often somebody was told that there is work. */
  int woken;

  private final Map<Id, ModelService> models = new HashMap<>();

  /** What is known of services that are not well. */
  final Map<Id, ServiceHealth> health = new HashMap<>();

  /** What answers for services that nobody put in here. */
  final ModelService newcomers = new ModelService(clock);

  World() {
    poolStore.countBy(accounts::existing);
  }

  /** Sweeps that delete so many accounts within an hour at most. */
  Orphans orphans(DeletionCap cap) {
    return new Orphans(
        serviceStore, this, pools, accounts, drafts, box, jobStore, cap, clock, this::wake);
  }

  /** Writes the next intents of jobs. */
  int plan() {
    return jobs.plan(workers);
  }

  private void wake() {
    woken++;
  }

  TargetService service(String name, Limits limits, Capability... capabilities) {
    TargetService service = serviceStore.put(Samples.service(name, limits));
    models.put(service.id(), new ModelService(clock, capabilities));
    return service;
  }

  TargetService service(String name, Capability... capabilities) {
    return service(name, Limits.standard(), capabilities);
  }

  /** One in which accounts can only be after others. */
  TargetService dependent(String name, List<String> dependsOn, Capability... capabilities) {
    ServiceSpec spec = Samples.serviceSpec(name, dependsOn.toArray(String[]::new));
    TargetService service =
        serviceStore.put(
            new TargetService(Samples.id(), Samples.ANN.project(), spec, 1, clock.instant()));
    models.put(service.id(), new ModelService(clock, capabilities));
    return service;
  }

  /** A service of another project; its name tells its address. */
  TargetService serviceOf(String project, String name, Capability... capabilities) {
    TargetService service =
        serviceStore.put(
            new TargetService(
                Samples.id(), project, Samples.serviceSpec(name), 1, clock.instant()));
    models.put(service.id(), new ModelService(clock, capabilities));
    return service;
  }

  /** The service under another address from now on. */
  TargetService moved(TargetService service, URI url) {
    ServiceSpec spec = service.spec();
    return changed(
        service,
        new ServiceSpec(
            spec.name(),
            url,
            spec.environment(),
            spec.recipe(),
            spec.credentials(),
            spec.limits(),
            spec.dependsOn(),
            spec.maintenance()));
  }

  ModelService model(TargetService service) {
    return models.getOrDefault(service.id(), newcomers);
  }

  Pool pool(String name, TargetService... in) {
    return poolStore.put(Samples.pool(name, in));
  }

  /** A free account of a pool. */
  EnrolledAccount free(Pool pool) {
    AccountDrafts.Purpose purpose =
        new AccountDrafts.Purpose(Map.of(), FailurePolicy.RETRY, null, null);
    EnrolledAccount draft = drafts.draft(pool, purpose, clock.instant());
    EnrolledAccount free =
        new EnrolledAccount(
            draft.account().in(AccountState.FREE, null, clock.instant()), draft.enrollments());
    accounts.put(free);
    return free;
  }

  /** Lets time pass, and the workers work, until something holds, or for a hundred seconds. */
  boolean workUntil(BooleanSupplier condition, Duration longest) {
    for (int i = 0; i < 100 && !condition.getAsBoolean(); i++) {
      clock.advance(Duration.ofSeconds(1));
      reconciler.step();
    }
    return condition.getAsBoolean();
  }

  /** Lets time pass in which nobody works. */
  private boolean pause(BooleanSupplier condition, Duration longest) {
    clock.advance(longest);
    return condition.getAsBoolean();
  }

  /** The password that an account should have. */
  String password(EnrolledAccount account) {
    return box.open(account.account().secret(), ANN.project()).reveal();
  }

  @Override
  public Set<String> recipes() {
    return Set.of(ServiceSpec.SIMPLE);
  }

  @Override
  public Optional<Problem> problemWith(ServiceSpec spec) {
    return Optional.empty();
  }

  @Override
  public Optional<Connector> connector(TargetService service) {
    return recipes().contains(service.spec().recipe())
        ? Optional.of(model(service))
        : Optional.empty();
  }

  @Override
  public ServiceHealth health(TargetService service) {
    return health.getOrDefault(service.id(), ServiceHealth.well(SettableClock.START));
  }

  /** The service with or without maintenance from now on. */
  TargetService maintain(TargetService service, boolean maintenance) {
    ServiceSpec spec = service.spec();
    return changed(
        service,
        new ServiceSpec(
            spec.name(),
            spec.url(),
            spec.environment(),
            spec.recipe(),
            spec.credentials(),
            spec.limits(),
            spec.dependsOn(),
            maintenance));
  }

  private TargetService changed(TargetService service, ServiceSpec spec) {
    return serviceStore.put(
        new TargetService(
            service.id(), service.project(), spec, service.version() + 1, service.createdAt()));
  }
}
