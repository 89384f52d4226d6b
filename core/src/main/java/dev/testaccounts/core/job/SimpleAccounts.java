package dev.testaccounts.core.job;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.AccountStore.Remaining;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.core.service.Services;
import dev.testaccounts.core.service.TargetService;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Use cases of the simple API: an account in any allowed service, and the removal of all that were
 * made so. Thread-safe.
 */
public final class SimpleAccounts {

  /**
   * A service that failed so often in a row is reported; the rest is retried behind the caller's
   * back.
   */
  private static final int PATIENCE = 3;

  private static final Duration LONGEST_CLEANUP = Duration.ofSeconds(60);

  private final ServiceStore serviceStore;
  private final Services services;
  private final Provisioning provisioning;
  private final AccountStore accounts;
  private final JobStore jobs;
  private final DeletionCap cap;
  private final Waiting waiting;
  private final MadeBefore madeBefore;
  private final Ids ids;
  private final InstantSource clock;
  private final Runnable wake;

  /**
   * @param wake called when there is new work for the reconciler
   */
  public SimpleAccounts(
      ServiceStore serviceStore,
      Services services,
      Provisioning provisioning,
      AccountStore accounts,
      JobStore jobs,
      DeletionCap cap,
      Waiting waiting,
      Ids ids,
      InstantSource clock,
      Runnable wake) {
    this.serviceStore = serviceStore;
    this.services = services;
    this.provisioning = provisioning;
    this.accounts = accounts;
    this.jobs = jobs;
    this.cap = cap;
    this.waiting = waiting;
    this.madeBefore = new MadeBefore(accounts, waiting);
    this.ids = ids;
    this.clock = clock;
    this.wake = wake;
  }

  /**
   * Makes an account in the service at a base URL, which is registered on first use where its host
   * is allowed.
   *
   * @param operation the account's id, where its request can come again; null for any
   */
  public Result<Account> create(Principal principal, URI url, @Nullable Id operation) {
    Id id = operation == null ? ids.next(clock.instant()) : operation;
    Optional<Result<Account>> before =
        operation == null ? Optional.empty() : madeBefore.find(principal, id);
    return before.orElseGet(
        () ->
            serviceAt(principal, url).then(service -> provisioning.single(principal, service, id)));
  }

  /**
   * Removes every account that was made by {@link #create}, and waits for it.
   *
   * @return what is left of them
   */
  public Cleaned cleanup(Principal principal) {
    Instant now = clock.instant();
    Optional<JobStore.Condemned.OverCap> over =
        jobs.condemnSimple(
            principal.project(), requested(principal, now), cap.allowance(now, false));
    wake.run();
    if (over.isEmpty()) {
      waiting.until(() -> settled(remaining(principal)), LONGEST_CLEANUP);
    }
    return new Cleaned(remaining(principal).accounts(), over.map(cap::problem));
  }

  /**
   * What is left after a clean-up.
   *
   * @param remaining how many accounts: 0 means that all are gone, and each service said so
   * @param refusal why nothing was begun; empty where it was
   */
  public record Cleaned(long remaining, Optional<Problem> refusal) {}

  private static Event requested(Principal principal, Instant now) {
    return new Event(
        principal.project(),
        now,
        principal.name(),
        Event.Kind.CLEANUP_REQUESTED,
        null,
        null,
        null,
        Map.of("selector", "simple"));
  }

  private Remaining remaining(Principal principal) {
    return accounts.remaining(principal.project(), PATIENCE);
  }

  private static boolean settled(Remaining remaining) {
    return remaining.accounts() == remaining.stuck();
  }

  private Result<TargetService> serviceAt(Principal principal, URI url) {
    URI base = ServiceSpec.base(url);
    Optional<TargetService> known =
        serviceStore.serviceAt(principal.project(), base, ServiceSpec.SIMPLE);
    return known.isPresent() ? Result.ok(known.get()) : register(principal, base);
  }

  private Result<TargetService> register(Principal principal, URI url) {
    String text = url.toString();
    String name = "simple-" + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    ServiceSpec spec =
        new ServiceSpec(
            name, url, "testing", ServiceSpec.SIMPLE, Map.of(), Limits.standard(), List.of());
    return switch (services.register(principal, spec)) {
      case Result.Refused<TargetService>(Problem.Conflict conflict) ->
          services.service(principal, name).then(present -> at(url, present));
      case Result<TargetService> other -> other;
    };
  }

  /** Whoever registered it at the same moment meant the same place; one changed since does not. */
  private static Result<TargetService> at(URI url, TargetService present) {
    return present.spec().url().equals(url)
        ? Result.ok(present)
        : Result.refused(
            new Problem.Conflict(
                "name-taken",
                "service '" + present.name() + "' was changed and is not at " + url + " any more"));
  }
}
