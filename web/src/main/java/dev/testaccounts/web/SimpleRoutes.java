package dev.testaccounts.web;

import dev.testaccounts.api.SimpleCleaned;
import dev.testaccounts.api.SimpleCreated;
import dev.testaccounts.api.SimpleError;
import dev.testaccounts.api.SimpleRemaining;
import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.job.SimpleAccounts;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import java.util.List;

/** The simple API, to the letter. */
final class SimpleRoutes {

  private final SimpleAccounts accounts;

  SimpleRoutes(SimpleAccounts accounts) {
    this.accounts = accounts;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/create", Dialect.CREATE, this::create),
        new Route("POST", "/cleanup", Dialect.CLEANUP, this::cleanup));
  }

  private Answer create(Call call) {
    Fields fields = call.fields();
    String url = fields.text("service_url", ServiceDocument.LONGEST_URL);
    fields.end();
    return switch (Documents.baseUrl("service_url", url)
        .then(parsed -> accounts.create(call.principal(), parsed, call.operation()))) {
      case Result.Ok<Account>(Account account) ->
          Answer.json(200, SimpleCreated.of(account.username()));
      case Result.Refused<Account>(Problem problem) -> refused(problem);
    };
  }

  /** The caller's fault is 400 and an outage of ours is 503; all else is a failure to create. */
  static Answer refused(Problem problem) {
    return switch (problem) {
      case Problem.Invalid invalid -> Answer.refused(invalid);
      case Problem.Contradiction contradiction -> Answer.refused(contradiction);
      case Problem.Forbidden forbidden -> new Answer.Refused(Refusal.of(forbidden).withStatus(400));
      case Problem.Unavailable unavailable -> Answer.refused(unavailable);
      case Problem.NotFound notFound -> Answer.json(500, SimpleError.NOT_CREATED);
      case Problem.Conflict conflict -> Answer.json(500, SimpleError.NOT_CREATED);
      case Problem.ServiceFailed failed -> Answer.json(500, SimpleError.NOT_CREATED);
    };
  }

  private Answer cleanup(Call call) {
    byte[] body = call.body().get();
    if (body.length > 0) {
      Fields.of(Json.read(body), "").end();
    }
    SimpleAccounts.Cleaned cleaned = accounts.cleanup(call.principal());
    return cleaned.remaining() == 0
        ? Answer.json(200, SimpleCleaned.ALL)
        : Answer.json(
            502,
            new SimpleRemaining(
                cleaned
                    .refusal()
                    .map(Problem::detail)
                    .orElse(
                        cleaned.remaining()
                            + " test accounts could not be deleted; they stay on record and are"
                            + " retried"),
                cleaned.remaining()));
  }
}
