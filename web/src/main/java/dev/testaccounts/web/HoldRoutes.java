package dev.testaccounts.web;

import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Interventions;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.lease.Holds;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.Leases;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Take leases from their holders, and keep accounts for a look. */
final class HoldRoutes {

  private static final int LONGEST_REASON = 200;
  private static final Duration USUAL = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  private final Leases leases;
  private final Holds holds;
  private final Interventions interventions;
  private final UseCases useCases;

  HoldRoutes(UseCases useCases) {
    this.leases = useCases.leases();
    this.holds = useCases.holds();
    this.interventions = useCases.interventions();
    this.useCases = useCases;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/leases/{id}/hold", this::holdLease),
        Route.post("/v1/leases/{id}/revoke", this::revoke),
        Route.post("/v1/accounts/{id}/hold", this::holdAccount),
        Route.post("/v1/accounts/{id}/release", this::release));
  }

  /**
   * How to hold.
   *
   * @param ttl how long from now
   */
  private record Terms(Duration ttl, String reason) {

    static Terms of(Fields fields) {
      Duration ttl = fields.duration("ttl", USUAL);
      if (ttl.compareTo(Duration.ofSeconds(1)) < 0 || ttl.compareTo(LONGEST) > 0) {
        throw RefusedException.invalid("ttl: expected 1s to 7d, got " + ttl);
      }
      return new Terms(ttl, why(fields, "kept for a look"));
    }
  }

  private static String why(Fields fields, String otherwise) {
    String reason = fields.text("reason", LONGEST_REASON, otherwise);
    if (reason.isBlank()) {
      throw RefusedException.invalid("reason: expected some words, got none");
    }
    return reason;
  }

  private Answer holdLease(Call call) {
    call.query().only();
    Fields fields = call.fields();
    Terms terms = Terms.of(fields);
    @Nullable Long epoch = fields.optionalLong("epoch");
    fields.end();
    return view(
        PathNames.id(call, PathNames.noSuchLease())
            .then(id -> leases.hold(call.principal(), id, epoch, terms.ttl(), terms.reason())));
  }

  private Answer revoke(Call call) {
    call.query().only();
    Fields fields = call.fields();
    String reason = why(fields, "revoked by " + call.principal().name());
    fields.end();
    return view(
        PathNames.id(call, PathNames.noSuchLease())
            .then(id -> leases.revoke(call.principal(), id, reason)));
  }

  private Answer view(Result<Lease> result) {
    return Answer.of(
        result, lease -> Answer.json(200, LeaseViews.view(lease, new Names(useCases))));
  }

  private Answer holdAccount(Call call) {
    call.query().only();
    Fields fields = call.fields();
    Terms terms = Terms.of(fields);
    fields.end();
    return view(
        200,
        PathNames.id(call, PathNames.noSuchAccount())
            .then(
                id ->
                    interventions.hold(
                        call.principal(), id, terms.ttl(), terms.reason(), call.operation())));
  }

  private Answer release(Call call) {
    call.query().only();
    return view(
        202,
        PathNames.id(call, PathNames.noSuchAccount())
            .then(id -> holds.release(call.principal(), id, call.operation())));
  }

  private Answer view(int status, Result<EnrolledAccount> result) {
    return Answer.of(
        result, account -> Answer.json(status, AccountRoutes.view(account, new Names(useCases))));
  }
}
