package dev.testaccounts.web;

import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.Interventions;
import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.idempotency.Idempotency;
import dev.testaccounts.core.job.Certification;
import dev.testaccounts.core.job.Cleanups;
import dev.testaccounts.core.job.Jobs;
import dev.testaccounts.core.job.LeaseQueue;
import dev.testaccounts.core.job.Orphans;
import dev.testaccounts.core.job.Provisioning;
import dev.testaccounts.core.job.SignIns;
import dev.testaccounts.core.job.SimpleAccounts;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Holds;
import dev.testaccounts.core.lease.Leases;
import dev.testaccounts.core.pool.Pools;
import dev.testaccounts.core.service.Services;
import dev.testaccounts.core.service.TargetService;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the routes call. All of it is thread-safe and never null.
 *
 * @param services registered services
 * @param serviceById a service by its id, for the names and URLs in answers; called for each
 *     service of each lease, so it should be quick
 * @param certification checks a service with a probe account
 * @param orphans finds where a service and the ledger differ
 * @param pools registered pools
 * @param leases renewals, releases, and what there is
 * @param queue claims that wait where nothing is free
 * @param provisioning accounts made for one lease
 * @param signIns signs leased accounts in
 * @param jobs bulk creation
 * @param cleanups clean-up by selector
 * @param simple the simple API
 * @param accounts reads accounts
 * @param holds how held accounts come back
 * @param interventions what an operator does to one account
 * @param events reads the audit trail
 * @param idempotency requests that carry a key
 * @param clock what a clean-up's {@code olderThan} counts from
 * @param health asked by the health routes; does not throw
 * @param pause between two looks at what is shown live
 */
public record UseCases(
    Services services,
    Function<Id, Optional<TargetService>> serviceById,
    Certification certification,
    Orphans orphans,
    Pools pools,
    Leases leases,
    LeaseQueue queue,
    Provisioning provisioning,
    SignIns signIns,
    Jobs jobs,
    Cleanups cleanups,
    SimpleAccounts simple,
    AccountStore accounts,
    Holds holds,
    Interventions interventions,
    EventLog events,
    Idempotency idempotency,
    InstantSource clock,
    Supplier<Health> health,
    Pause pause) {}
