package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.MissingValueException;
import dev.testaccounts.connectors.declaration.Operation;
import dev.testaccounts.connectors.declaration.RenderedRequest;
import dev.testaccounts.connectors.declaration.Variables;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.ShownRequest;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Sends a declared operation, with our proof where it wants one. Thread-safe. */
final class Exchange {

  private final URI base;
  private final ServiceHttp http;
  private final Credentials credentials;
  private final Authentication authentication;

  Exchange(URI base, ServiceHttp http, Credentials credentials, Authentication authentication) {
    this.base = base;
    this.http = http;
    this.credentials = credentials;
    this.authentication = authentication;
  }

  Budget budget() {
    return http.budget();
  }

  URI base() {
    return base;
  }

  Answer send(Operation operation, Variables variables, Budget budget)
      throws MissingValueException {
    return send(operation, variables, UnaryOperator.identity(), budget);
  }

  /** Sends an operation whose request is changed before it goes, as a list's next page is. */
  Answer send(
      Operation operation,
      Variables variables,
      UnaryOperator<RenderedRequest> change,
      Budget budget)
      throws MissingValueException {
    return switch (credentials.now()) {
      case Result.Ok<Map<String, Secret>>(var secrets) ->
          send(
              operation,
              change.apply(operation.request().render(variables.withCredentials(secrets))),
              budget);
      case Result.Refused<Map<String, Secret>>(Problem problem) ->
          http.kept(problem.detail(), false);
    };
  }

  private Answer send(Operation operation, RenderedRequest request, Budget budget) {
    boolean reads = operation.answer().readsBody();
    return operation.authenticated()
        ? proven(request, reads, budget)
        : http.send(Requests.call(request, base, reads), budget);
  }

  private Answer proven(RenderedRequest request, boolean reads, Budget budget) {
    return switch (authentication.proof(budget)) {
      case Proof.Missing(Answer.Unsent why) -> http.kept(why);
      case Proof.Shown proof -> {
        Answer answer = http.send(Requests.call(proof.on(request), base, reads), budget);
        yield http.judged(
            unauthorized(answer) && authentication.refused(proof)
                ? again(request, reads, budget)
                : answer);
      }
    };
  }

  /**
   * Once: a service that refuses a fresh proof, too, does so for a reason. Where there is none to
   * be had, that is the answer: the first one may look like success, as a redirect does.
   */
  private Answer again(RenderedRequest request, boolean reads, Budget budget) {
    return switch (authentication.proof(budget)) {
      case Proof.Missing(Answer.Unsent why) -> http.kept(why);
      case Proof.Shown proof ->
          told(http.send(Requests.call(proof.on(request), base, reads), budget));
    };
  }

  /** A redirect to where one signs in is no answer to what was asked, whatever its status means. */
  private Answer told(Answer answer) {
    return unauthorized(answer)
            && answer instanceof Answer.Status(int status, var after, var received)
            && status != Authentication.UNAUTHORIZED
        ? new Answer.NotSent("the service wants a sign-on again right after one", true)
        : answer;
  }

  private boolean unauthorized(Answer answer) {
    return answer instanceof Answer.Status status && authentication.refuses(status);
  }

  /** Sends a request that is no declared operation, with our proof, and wants the answer's text. */
  Answer send(RenderedRequest request, Budget budget) {
    return proven(request, true, budget);
  }

  /**
   * Sends a request that is made when its turn has come, with our proof, and wants the answer's
   * text. Empty where the proof was refused and another one can be had: nothing was done, and it is
   * for the caller to say what of the request is to go again.
   *
   * @param health what an answer says about how the service does, where that is not its status
   */
  Optional<Answer> send(
      Supplier<RenderedRequest> made, UnaryOperator<Answer> health, Budget budget) {
    return switch (authentication.proof(budget)) {
      case Proof.Missing(Answer.Unsent why) -> Optional.of(http.kept(why));
      case Proof.Shown proof -> {
        Answer answer =
            http.send(() -> Requests.call(proof.on(made.get()), base, true), health, budget);
        yield unauthorized(answer) && authentication.refused(proof)
            ? Optional.empty()
            : Optional.of(http.judged(answer));
      }
    };
  }

  /** What the service is told of ours with a request: none of it may be in a message. */
  Set<String> secrets(Budget budget) {
    Set<String> secrets = new HashSet<>();
    if (credentials.now() instanceof Result.Ok<Map<String, Secret>>(var now)) {
      now.values().forEach(each -> secrets.add(each.reveal()));
    }
    if (authentication.proof(budget)
        instanceof Proof.Shown(var headers, var query, var signature)) {
      // The scheme before a token is no secret.
      headers.values().forEach(each -> secrets.add(each.substring(each.lastIndexOf(' ') + 1)));
      secrets.addAll(query.values());
    }
    return secrets;
  }

  /** The request that would go, with nothing secret in it, once it is changed. */
  ShownRequest shown(
      Operation operation, Variables variables, UnaryOperator<RenderedRequest> change)
      throws MissingValueException {
    RenderedRequest request =
        change.apply(operation.request().render(variables.withCredentials(credentials.masked())));
    return operation.authenticated() ? shown(request) : Requests.shown(request, base);
  }

  /** The same of one that is no declared operation. */
  ShownRequest shown(RenderedRequest request) {
    return Requests.shown(authentication.masked().on(request), base);
  }
}
