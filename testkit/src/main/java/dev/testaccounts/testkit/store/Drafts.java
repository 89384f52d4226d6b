package dev.testaccounts.testkit.store;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.JobStore.Allowance;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.lease.AccountFilter;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import dev.testaccounts.core.lease.LeaseStore.Release;
import dev.testaccounts.core.lease.Ticket;
import dev.testaccounts.core.lease.Wanted;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.secret.NextSecret;
import dev.testaccounts.core.secret.PasswordRule;
import dev.testaccounts.core.secret.SealedSecret;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.testkit.SettableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Things in memory, before any store knows them. Every run makes the same ids. Thread-safe. */
public final class Drafts {

  /** The project that everything is in where a test says nothing. */
  public static final String PROJECT = "default";

  private static final int ROOM = 1_000_000;

  private final SettableClock clock;

  /** Counts instead of throwing dice: what is made later sorts later, also at the same time. */
  private final Ids ids = new Ids(new AtomicLong()::incrementAndGet);

  /** Begins; every time in what is made comes from the clock. */
  public Drafts(SettableClock clock) {
    this.clock = clock;
  }

  /** A new id that carries the clock's time. */
  public Id id() {
    return ids.next(clock.instant());
  }

  /** An event of the project, about nothing in particular. */
  public Event event(Event.Kind kind) {
    return new Event(PROJECT, clock.instant(), "tester", kind, null, null, null, Map.of());
  }

  /** A service in memory. */
  public TargetService service(String project, String name) {
    ServiceSpec spec =
        new ServiceSpec(
            name,
            URI.create("http://" + name + ".test:8081"),
            "testing",
            ServiceSpec.SIMPLE,
            Map.of(),
            Limits.standard(),
            List.of());
    return new TargetService(id(), project, spec, 1, clock.instant());
  }

  /** The next version of a service: it is in maintenance. */
  public TargetService inMaintenance(TargetService service) {
    ServiceSpec spec = service.spec();
    ServiceSpec next =
        new ServiceSpec(
            spec.name(),
            spec.url(),
            spec.environment(),
            spec.recipe(),
            spec.credentials(),
            spec.limits(),
            spec.dependsOn(),
            true);
    return new TargetService(
        service.id(), service.project(), next, service.version() + 1, service.createdAt());
  }

  /** A pool in memory; the first service has rank 0, the next one rank 1, and so on. */
  public Pool pool(String name, OnRelease onRelease, TargetService... services) {
    PoolSpec spec =
        new PoolSpec(
            name,
            Arrays.stream(services).map(TargetService::name).toList(),
            "test_{hex:8}",
            Map.of(),
            0,
            ROOM,
            Duration.ofMinutes(15),
            Duration.ofHours(4),
            onRelease);
    List<Pool.Member> members =
        IntStream.range(0, services.length)
            .mapToObj(rank -> new Pool.Member(services[rank].id(), rank))
            .toList();
    return new Pool(id(), PROJECT, spec, members, 1, clock.instant());
  }

  /** An account in memory, as a pool's recipe makes it. */
  public EnrolledAccount account(Pool pool) {
    return account(pool, FailurePolicy.RETRY, null, null, Map.of());
  }

  /** An account in memory. */
  public EnrolledAccount account(
      Pool pool,
      FailurePolicy onFailure,
      @Nullable Id reservation,
      @Nullable Id job,
      Map<String, String> labels) {
    return enrolled(
        record(pool.project(), pool.id(), onFailure, reservation, job, Map.of(), labels),
        pool.members());
  }

  /** An account in memory that carries certain attributes and labels. */
  public EnrolledAccount account(
      Pool pool, Map<String, String> attributes, Map<String, String> labels) {
    return enrolled(
        record(pool.project(), pool.id(), FailurePolicy.RETRY, null, null, attributes, labels),
        pool.members());
  }

  /** An account in memory that belongs to no pool, as the simple API makes it. */
  public EnrolledAccount simple(TargetService service) {
    return enrolled(
        record(PROJECT, null, FailurePolicy.ABANDON, null, null, Map.of(), Map.of()),
        List.of(new Pool.Member(service.id(), 0)));
  }

  private Account record(
      String project,
      @Nullable Id pool,
      FailurePolicy onFailure,
      @Nullable Id reservation,
      @Nullable Id job,
      Map<String, String> attributes,
      Map<String, String> labels) {
    Id id = id();
    return new Account(
        id,
        project,
        pool,
        "test_" + id.value().substring(10),
        null,
        sealed(id.value()),
        attributes,
        labels,
        AccountState.PENDING,
        0,
        0,
        onFailure,
        reservation,
        job,
        null,
        null,
        clock.instant(),
        clock.instant());
  }

  private static EnrolledAccount enrolled(Account account, List<Pool.Member> members) {
    return new EnrolledAccount(
        account,
        members.stream()
            .map(each -> Enrollment.intended(account.id(), each.service(), each.rank()))
            .toList());
  }

  /** A text for whoever's password is standard, and another one for each other rule. */
  public static NextSecret next(String text) {
    return rule ->
        sealed(rule.equals(PasswordRule.STANDARD) ? text : text + " of " + rule.length());
  }

  /** A sealed secret of a text: not really sealed. */
  public static SealedSecret sealed(String text) {
    return new SealedSecret(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The intent to create an account. */
  public Intent intent(EnrolledAccount account) {
    Account made = account.account();
    return new Intent(
        account,
        ROOM,
        new Event(
            made.project(),
            clock.instant(),
            "tester",
            Event.Kind.ACCOUNT_INTENDED,
            made.id(),
            null,
            made.job(),
            Map.of("username", made.username())));
  }

  /** A claim on any free account of a pool, for a quarter of an hour. */
  public Claim claim(Pool pool, Map<String, String> labels) {
    return claim(pool, id(), null, labels);
  }

  /** A claim. */
  public Claim claim(Pool pool, Id lease, @Nullable Id reservation, Map<String, String> labels) {
    Instant now = clock.instant();
    return new Claim(
        lease,
        pool.project(),
        pool.id(),
        reservation,
        "tester",
        labels,
        pool.spec().onRelease(),
        now,
        now.plus(pool.spec().ttl()));
  }

  /** A claim on a free account that carries what a filter says. */
  public Claim claim(Pool pool, Id lease, AccountFilter filter) {
    return ticket(pool, lease, List.of(new Wanted(null, filter)))
        .claims(clock.instant())
        .getFirst();
  }

  /** Claims of one request. */
  public List<Claim> group(Pool pool, List<Wanted> wanted) {
    return ticket(pool, id(), wanted).claims(clock.instant());
  }

  /** A place in a pool's queue for an hour, with the usual priority. */
  public Ticket ticket(Pool pool, Id lease, List<Wanted> wanted) {
    return new Ticket(
        lease,
        pool.project(),
        pool.id(),
        Ticket.USUAL,
        "tester",
        Map.of("run", "r"),
        wanted,
        pool.spec().onRelease(),
        pool.spec().ttl(),
        clock.instant(),
        clock.instant().plus(Duration.ofHours(1)));
  }

  /** The end of a lease, as its holder asks for it. */
  public Release release(Lease lease, LeaseState how) {
    return new Release(
        lease.project(),
        lease.id(),
        lease.epoch(),
        how,
        "done",
        next("next-" + lease.id()),
        "tester",
        clock.instant());
  }

  /** Leave to delete any number. */
  public static Allowance anyNumber() {
    return new Allowance(Instant.EPOCH, Long.MAX_VALUE);
  }

  /** A job in memory. */
  public Job job(Job.Kind kind, @Nullable Pool pool, int total) {
    return new Job(
        id(),
        PROJECT,
        kind,
        pool == null ? null : pool.id(),
        Map.of(),
        total,
        0,
        0,
        0,
        0,
        "tester",
        clock.instant(),
        null,
        null);
  }
}
