package dev.testaccounts.testkit.store;

import dev.testaccounts.core.account.AccountLedger.DueQuery;
import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Progress;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Observation;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore.ClaimReply;
import dev.testaccounts.core.lease.LeaseStore.LeaseReply;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.service.ServiceStore.Write;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Things as a test finds them: brought into the store through its ports. Thread-safe. */
public final class Given {

  /** How long a claim stands that a test's worker takes. */
  public static final Duration CLAIM = Duration.ofSeconds(30);

  private final OpenStore store;
  private final SettableClock clock;
  private final Drafts drafts;

  /** Begins with an open store; every time comes from the clock. */
  public Given(OpenStore store, SettableClock clock, Drafts drafts) {
    this.store = store;
    this.clock = clock;
    this.drafts = drafts;
  }

  /** A service in the store. */
  public TargetService service(String name) {
    TargetService service = drafts.service(Drafts.PROJECT, name);
    expect(
        Write.DONE, store.services().insert(service, drafts.event(Event.Kind.SERVICE_REGISTERED)));
    return service;
  }

  /** A pool in the store whose accounts are reset when a lease ends. */
  public Pool pool(String name, TargetService... services) {
    return stored(drafts.pool(name, OnRelease.RESET, services));
  }

  /** A pool, brought into the store. */
  public Pool stored(Pool pool) {
    expect(Write.DONE, store.pools().insert(pool, drafts.event(Event.Kind.POOL_REGISTERED)));
    return pool;
  }

  /** A pool in the store of which something else is said from now on. */
  public Pool changed(Pool pool, PoolSpec spec) {
    Pool changed =
        new Pool(
            pool.id(), pool.project(), spec, pool.members(), pool.version() + 1, pool.createdAt());
    expect(Write.DONE, store.pools().update(changed, drafts.event(Event.Kind.POOL_CHANGED)));
    return changed;
  }

  /** An account in the store that is due in its first services. */
  public EnrolledAccount pending(Pool pool) {
    return pending(drafts.account(pool));
  }

  /** A draft, brought into the store, due in its first services. */
  public EnrolledAccount pending(EnrolledAccount draft) {
    EnrolledAccount due = Convergence.due(draft, clock.instant());
    expect(Intended.DONE, store.ledger().intend(List.of(drafts.intent(due))).getFirst());
    return due;
  }

  /** A draft, brought into the store with its first services claimed; the claims. */
  public List<Work> begun(EnrolledAccount draft) {
    Convergence.Begun begun = Convergence.begin(draft, clock.instant().plus(CLAIM));
    expect(
        Intended.DONE, store.ledger().intend(List.of(drafts.intent(begun.account()))).getFirst());
    return begun.works();
  }

  /** A free account in the store. */
  public EnrolledAccount free(Pool pool) {
    return free(drafts.account(pool));
  }

  /** A draft, brought into the store and created in each of its services. */
  public EnrolledAccount free(EnrolledAccount draft) {
    converge(begun(draft));
    return read(draft.account().id());
  }

  /** The account as it is now. */
  public EnrolledAccount read(Id account) {
    return store.accounts().account(Drafts.PROJECT, account).orElseThrow();
  }

  /** Reports claims as done, and what follows from them, until nothing does. */
  public void converge(List<Work> works) {
    Deque<Work> open = new ArrayDeque<>(works);
    while (!open.isEmpty()) {
      Work work = open.removeFirst();
      observe(work, converged(work)).ifPresent(progress -> open.addAll(progress.follow()));
    }
  }

  /** The outcome of a claim that went well. */
  public static Outcome converged(Work work) {
    return switch (work.before().desired()) {
      case PRESENT -> new Outcome.Converged(Observed.PRESENT, "remote-" + work.before().rank());
      case ABSENT -> new Outcome.Converged(Observed.ABSENT, null);
    };
  }

  /** Reports an outcome of a claim. */
  public Optional<Progress> observe(Work work, Outcome outcome) {
    Instant now = clock.instant();
    return store.ledger().observe(List.of(report(work, outcome, now, now.plus(CLAIM)))).getFirst();
  }

  /** The report that a claim went well. */
  public static Observation converged(Work work, Instant now, Instant follow) {
    return report(work, converged(work), now, follow);
  }

  private static Observation report(Work work, Outcome outcome, Instant now, Instant follow) {
    Enrollment claim = work.before();
    return new Observation(
        claim.account(), claim.service(), claim.attempts(), outcome, now, follow);
  }

  /** Claims all that is due in a service now. */
  public List<Work> due(Id service) {
    return due(service, clock.instant());
  }

  /** The same at another time. */
  List<Work> due(Id service, Instant now) {
    return store.ledger().claimDue(new DueQuery(service, now, 1000, now.plus(CLAIM)));
  }

  /** A live lease on a free account of a pool; there must be one. */
  public Lease lease(Pool pool) {
    return lease(pool, Map.of());
  }

  /** A live lease with labels. */
  public Lease lease(Pool pool, Map<String, String> labels) {
    ClaimReply reply = store.leases().claim(List.of(drafts.claim(pool, labels))).getFirst();
    return ((ClaimReply.Granted) reply).lease();
  }

  /** Releases a lease. */
  public LeaseReply released(Lease lease) {
    return store.leases().release(List.of(drafts.release(lease, LeaseState.RELEASED))).getFirst();
  }

  /** A job in the store. */
  public Job job(Pool pool, int total) {
    Job job = drafts.job(Job.Kind.CREATE, pool, total);
    store.jobs().start(job, drafts.event(Event.Kind.JOB_STARTED));
    return job;
  }

  private static void expect(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + " from the store, got " + actual);
    }
  }
}
