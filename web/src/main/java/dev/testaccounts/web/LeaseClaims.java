package dev.testaccounts.web;

import dev.testaccounts.api.LeaseGrant;
import dev.testaccounts.api.LeaseGroup;
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
  private record Claim(
      LeaseRequest request, boolean several, boolean fresh, boolean signIn, int priority) {

    static Claim read(Call call) {
      Fields fields = call.fields();
      WantedFields wanted = WantedFields.read(fields);
      Claim claim =
          new Claim(
              new LeaseRequest(
                  fields.text("pool", PathNames.LONGEST),
                  fields.optionalDuration("ttl"),
                  fields.map("labels"),
                  wanted.accounts(),
                  call.operation()),
              wanted.several(),
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
    return switch (before(call, claim, patience).orElseGet(() -> now(call, claim, patience))) {
      case LeaseResult.Granted granted when claim.several() ->
          granted(List.of(granted), claim, applied);
      case LeaseResult.Granted granted -> granted(granted, claim, applied);
      case LeaseResult.AllGranted(List<LeaseResult.Granted> leases) ->
          granted(leases, claim, applied);
      case LeaseResult.NoneFree(Pool pool) -> noneFree(pool, claim, applied);
      case LeaseResult.Refused(var problem) -> Answer.refused(problem);
    };
  }

  /** What a predecessor with the same key came to, that could not tell it. */
  private Optional<LeaseResult> before(Call call, Claim claim, Patience patience) {
    return call.turn()
        .filter(Turn.Go::again)
        .flatMap(
            turn -> queue.again(call.principal(), turn.operation(), claim.request(), patience));
  }

  private LeaseResult now(Call call, Claim claim, Patience patience) {
    return claim.fresh()
        ? provisioning.fresh(call.principal(), claim.request())
        : queue.claim(call.principal(), claim.request(), patience);
  }

  private Answer granted(LeaseResult.Granted granted, Claim claim, Map<String, String> applied) {
    return Answer.json(201, view(granted, claim), headers(granted, applied));
  }

  private LeaseGrant view(LeaseResult.Granted granted, Claim claim) {
    Map<Id, SignIn> signedIn =
        claim.signIn()
            ? useCases.signIns().signIn(granted.account(), granted.password())
            : Map.of();
    return LeaseViews.grant(granted, signedIn, new Names(useCases));
  }

  private Answer granted(
      List<LeaseResult.Granted> leases, Claim claim, Map<String, String> applied) {
    LeaseGroup view = new LeaseGroup(leases.stream().map(each -> view(each, claim)).toList());
    return Answer.json(201, view, headers(leases.getFirst(), applied));
  }

  private static Map<String, String> headers(
      LeaseResult.Granted first, Map<String, String> applied) {
    Map<String, String> headers = new HashMap<>(applied);
    headers.put("Location", "/v1/leases/" + first.lease().id());
    headers.put("Cache-Control", "no-store");
    return headers;
  }

  private Answer noneFree(Pool pool, Claim claim, Map<String, String> applied) {
    Outlook outlook = queue.outlook(pool, claim.request().wanted().size());
    Map<String, String> headers = new HashMap<>(applied);
    long seconds = QueueRoutes.wholeSeconds(outlook.estimate()).toSeconds();
    headers.put("Retry-After", Long.toString(Math.clamp(seconds, 1, LONGEST_RETRY_SECONDS)));
    ProblemCode code = ProblemCode.NONE_FREE;
    return new Answer.Refused(
        new Refusal(
            code.status(),
            code.code(),
            noneFree(pool, claim.request(), outlook.waiting()),
            headers));
  }

  private static String noneFree(Pool pool, LeaseRequest request, int waiting) {
    String detail =
        request.forAny()
            ? "' has no free account now: all of its accounts (at most "
                + pool.spec().max()
                + ") are in use, being cleaned or not made yet"
            : "' has not all of the accounts now that are asked for ("
                + request.wanted().size()
                + "): too few of those that fit are free";
    String others = waiting == 0 ? "" : "; accounts that others wait for: " + waiting;
    return "pool '" + pool.name() + detail + others;
  }
}
