package dev.testaccounts.web;

import dev.testaccounts.core.account.AccountLedger;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.Interventions;
import dev.testaccounts.core.account.Usernames;
import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.idempotency.Idempotency;
import dev.testaccounts.core.idempotency.IdempotencyStore;
import dev.testaccounts.core.job.Certification;
import dev.testaccounts.core.job.Cleanups;
import dev.testaccounts.core.job.DeletionCap;
import dev.testaccounts.core.job.JobStore;
import dev.testaccounts.core.job.Jobs;
import dev.testaccounts.core.job.LeaseQueue;
import dev.testaccounts.core.job.Orphans;
import dev.testaccounts.core.job.Provisioning;
import dev.testaccounts.core.job.Reconciler;
import dev.testaccounts.core.job.SignIns;
import dev.testaccounts.core.job.SimpleAccounts;
import dev.testaccounts.core.job.Turnover;
import dev.testaccounts.core.job.Waiting;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.lease.Holds;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.lease.Leases;
import dev.testaccounts.core.lease.QueueStore;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.EmailDomains;
import dev.testaccounts.core.pool.Fakes;
import dev.testaccounts.core.pool.Numbers;
import dev.testaccounts.core.pool.PoolStore;
import dev.testaccounts.core.pool.Pools;
import dev.testaccounts.core.secret.NewSecrets;
import dev.testaccounts.core.secret.Passwords;
import dev.testaccounts.core.secret.SecretBox;
import dev.testaccounts.core.service.Connectors;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.core.service.Services;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/**
 * Use cases over ports that are not there: for tests of what comes before them. A test that gets as
 * far as a port sees {@link NotThere}.
 */
final class NoUseCases {

  /** A port was called. */
  static final class NotThere extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private NoUseCases() {}

  static UseCases useCases() {
    InstantSource clock = () -> Instant.parse("2026-11-21T09:30:00Z");
    Random random = new Random(1);
    Ids ids = new Ids(random);
    SecretBox box = port(SecretBox.class);
    NewSecrets secrets = new NewSecrets(new Passwords(random), box);
    ServiceStore serviceStore = port(ServiceStore.class);
    PoolStore poolStore = port(PoolStore.class);
    AccountLedger ledger = port(AccountLedger.class);
    AccountStore accounts = port(AccountStore.class);
    JobStore jobStore = port(JobStore.class);
    Connectors connectors = port(Connectors.class);
    Fakes fakes = port(Fakes.class);
    AccountDrafts drafts =
        new AccountDrafts(new Usernames(random), secrets, ids, new Numbers(poolStore), fakes);
    Services services = new Services(serviceStore, connectors, Guard.loopback(), ids, clock);
    Pools pools =
        new Pools(poolStore, serviceStore, connectors, ids, fakes, EmailDomains.reserved(), clock);
    Leases leases = new Leases(port(LeaseStore.class), pools, box, secrets, ids, clock, () -> {});
    Reconciler reconciler =
        new Reconciler(ledger, accounts, serviceStore, poolStore, connectors, box, clock, random);
    Provisioning provisioning =
        new Provisioning(
            ledger, drafts, leases, reconciler, accounts, port(Waiting.class), clock, () -> {});
    Interventions interventions = new Interventions(ledger, secrets, clock, () -> {});
    return new UseCases(
        services,
        serviceStore::service,
        new Certification(
            services,
            pools,
            connectors,
            ledger,
            drafts,
            box,
            reconciler,
            (condition, longest) -> false,
            clock,
            () -> {}),
        new Orphans(
            serviceStore,
            connectors,
            pools,
            accounts,
            drafts,
            box,
            jobStore,
            DeletionCap.standard(),
            clock,
            () -> {}),
        pools,
        leases,
        new LeaseQueue(
            leases,
            port(QueueStore.class),
            new Turnover(port(LeaseStore.class), accounts, clock),
            (condition, longest) -> true,
            clock),
        provisioning,
        new SignIns(serviceStore, connectors),
        new Jobs(jobStore, poolStore, pools, drafts, ids, clock, () -> {}),
        new Cleanups(jobStore, DeletionCap.standard(), ids, clock, () -> {}),
        new SimpleAccounts(
            serviceStore,
            services,
            provisioning,
            accounts,
            jobStore,
            DeletionCap.standard(),
            (condition, longest) -> true,
            ids,
            clock,
            () -> {}),
        accounts,
        new Holds(accounts, pools, interventions),
        interventions,
        port(EventLog.class),
        idempotency(),
        clock,
        () -> new Health(true),
        time -> false);
  }

  /** For routes that are called without a key. */
  static Idempotency idempotency() {
    return new Idempotency(
        port(IdempotencyStore.class),
        port(SecretBox.class),
        new Ids(new Random(1)),
        InstantSource.system());
  }

  private static <T> T port(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new NotThere();
            }));
  }
}
