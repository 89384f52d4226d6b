package dev.testaccounts.web;

import dev.testaccounts.api.ProblemCode;
import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.idempotency.Idempotency.Turn;
import dev.testaccounts.core.kernel.StoreUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From a request to a reply: the guard, the route, and the edge where faults end. Thread-safe. */
final class Dispatcher {

  private final HostRules hosts;
  private final Router router;
  private final Errors errors;
  private final IdempotentRequests idempotent;

  Dispatcher(HostRules hosts, List<Route> routes, Errors errors, IdempotentRequests idempotent) {
    this.hosts = hosts;
    this.idempotent = idempotent;
    this.router = new Router(routes);
    this.errors = errors;
  }

  /** Whoever asks for the head alone gets that of the GET. */
  Answer.Reply answer(Incoming incoming) {
    return incoming.method().equals("HEAD")
        ? whole(incoming.withMethod("GET")).head()
        : whole(incoming);
  }

  private Answer.Reply whole(Incoming incoming) {
    Router.Match match = router.match(incoming.method(), incoming.path());
    Errors.Place place = new Errors.Place(dialect(match), incoming.path());
    try {
      hosts.check(incoming);
      return errors.reply(handle(incoming, match), place);
    } catch (RefusedException e) {
      return errors.reply(e.refusal(), place);
    } catch (StoreUnavailableException e) {
      return errors.storeAway(e, place);
    } catch (RuntimeException e) {
      return errors.fault(e, place);
    }
  }

  private Answer handle(Incoming incoming, Router.Match match) {
    return switch (match) {
      case Router.Match.Found(Route route, Map<String, String> parameters) ->
          handle(incoming, route, parameters);
      case Router.Match.WrongMethod(Route route, String allow) ->
          new Answer.Refused(wrongMethod(incoming, allow));
      case Router.Match.NoPath() ->
          new Answer.Refused(
              Refusal.of(
                  ProblemCode.NO_SUCH_PATH,
                  "there is nothing at " + Shown.abridged(incoming.path())));
    };
  }

  private Answer handle(Incoming incoming, Route route, Map<String, String> parameters) {
    Optional<String> key =
        route.method().equals("POST")
            ? incoming.header().apply(IdempotentRequests.HEADER)
            : Optional.empty();
    if (key.isEmpty()) {
      return route.handler().handle(call(incoming, parameters, Optional.empty()));
    }
    byte[] body = incoming.body().get();
    Incoming whole = incoming.withBody(() -> body);
    return idempotent.serve(
        Principal.local(),
        key.get().strip(),
        whole,
        turn -> route.handler().handle(call(whole, parameters, Optional.of(turn))));
  }

  private static Call call(
      Incoming incoming, Map<String, String> parameters, Optional<Turn.Go> turn) {
    return new Call(
        Principal.local(),
        parameters,
        new Query(incoming.query().get()),
        incoming.header().apply("If-Match"),
        incoming.header(),
        incoming.body(),
        incoming.gone(),
        turn);
  }

  private static Refusal wrongMethod(Incoming incoming, String allow) {
    ProblemCode code = ProblemCode.METHOD_NOT_ALLOWED;
    String detail = "expected " + allow + ", got " + Shown.abridged(incoming.method());
    return new Refusal(code.status(), code.code(), detail, Map.of("Allow", allow));
  }

  private static Dialect dialect(Router.Match match) {
    return switch (match) {
      case Router.Match.Found(Route route, var parameters) -> route.dialect();
      case Router.Match.WrongMethod(Route route, var allow) -> route.dialect();
      case Router.Match.NoPath() -> Dialect.PROBLEM;
    };
  }
}
