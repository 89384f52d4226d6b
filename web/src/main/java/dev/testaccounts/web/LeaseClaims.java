package dev.testaccounts.web;

import dev.testaccounts.api.ProblemCode;
import dev.testaccounts.core.idempotency.Idempotency.Turn;
import dev.testaccounts.core.job.LeaseQueue;
import dev.testaccounts.core.job.LeaseQueue.Outlook;
import dev.testaccounts.core.job.LeaseQueue.Patience;
import dev.testaccounts.core.job.Provisioning;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.LeaseRequest;
import dev.testaccounts.core.lease.LeaseResult;
import dev.testaccounts.core.lease.Ticket;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.SignIn;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asking for a lease: at once, in the queue, or for an account of its own. */
final class LeaseClaims {

  /** By then all is different: it is asked again. */
  private static final long LONGEST_RETRY_SECONDS = 300;

  private final LeaseQueue queue;
  private final Provisioning provisioning;
  private final UseCases useCases;

  LeaseClaims(UseCases useCases) {
    this.queue = useCases.queue();
    this.provisioning = useCases.provisioning();
    this.useCases = useCases;
  }

  List<Route> routes() {
    return List.of(Route.post("/v1/leases", this::claim));
  }

  /** What is asked for. */
  private record Claim(LeaseRequest request, boolean fresh, boolean signIn, int priority) {

    static Claim read(Call call) {
      Fields fields = call.fields();
      Claim claim =
          new Claim(
              new LeaseRequest(
                  fields.text("pool", PathNames.LONGEST),
                  fields.optionalDuration("ttl"),
                  fields.map("labels"),
                  call.turn().map(Turn.Go::operation).orElse(null)),
              fields.flag("fresh"),
              fields.flag("signIn"),
              fields.integer("priority", 0, Ticket.HIGHEST, Ticket.USUAL));
      fields.end();
      return claim;
    }
  }

  private Answer claim(Call call) {
    call.query().only();
    Claim claim = Claim.read(call);
    Optional<Duration> wait = claim.fresh() ? Optional.empty() : Prefer.waitFor(call);
    Patience patience = new Patience(wait.orElse(Duration.ZERO), claim.priority(), call.gone());
    Map<String, String> applied = Prefer.applied(wait);
    return switch (before(call, patience).orElseGet(() -> now(call, claim, patience))) {
      case LeaseResult.Granted granted -> granted(granted, claim.signIn(), applied);
      case LeaseResult.NoneFree(Pool pool) -> noneFree(pool, applied);
      case LeaseResult.Refused(var problem) -> Answer.refused(problem);
    };
  }

  /** What a predecessor with the same key came to, that could not tell it. */
  private Optional<LeaseResult> before(Call call, Patience patience) {
    return call.turn()
        .filter(Turn.Go::again)
        .flatMap(turn -> queue.again(call.principal(), turn.operation(), patience));
  }

  private LeaseResult now(Call call, Claim claim, Patience patience) {
    return claim.fresh()
        ? provisioning.fresh(call.principal(), claim.request())
        : queue.claim(call.principal(), claim.request(), patience);
  }

  private Answer granted(LeaseResult.Granted granted, boolean signIn, Map<String, String> applied) {
    Map<Id, SignIn> signedIn =
        signIn ? useCases.signIns().signIn(granted.account(), granted.password()) : Map.of();
    Map<String, String> headers = new HashMap<>(applied);
    headers.put("Location", "/v1/leases/" + granted.lease().id());
    headers.put("Cache-Control", "no-store");
    return Answer.json(201, LeaseViews.grant(granted, signedIn, new Names(useCases)), headers);
  }

  private Answer noneFree(Pool pool, Map<String, String> applied) {
    Outlook outlook = queue.outlook(pool);
    Map<String, String> headers = new HashMap<>(applied);
    long seconds = QueueRoutes.wholeSeconds(outlook.estimate()).toSeconds();
    headers.put("Retry-After", Long.toString(Math.clamp(seconds, 1, LONGEST_RETRY_SECONDS)));
    ProblemCode code = ProblemCode.NONE_FREE;
    return new Answer.Refused(
        new Refusal(code.status(), code.code(), noneFree(pool, outlook.waiting()), headers));
  }

  private static String noneFree(Pool pool, int waiting) {
    String detail =
        "pool '"
            + pool.name()
            + "' has no free account now: all of its accounts (at most "
            + pool.spec().max()
            + ") are in use, being cleaned or not made yet";
    return waiting == 0 ? detail : detail + "; requests that wait for one: " + waiting;
  }
}
