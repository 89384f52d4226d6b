package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.AnswerRule;
import dev.testaccounts.connectors.declaration.MissingValueException;
import dev.testaccounts.connectors.declaration.RenderedRequest;
import dev.testaccounts.connectors.declaration.RequestTemplate;
import dev.testaccounts.connectors.declaration.Variables;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends the request by which a service, or its identity provider, lets us in. Thread-safe. */
record SignOn(
    String service,
    URI base,
    Variables variables,
    Credentials credentials,
    ServiceHttp http,
    InstantSource clock) {

  private static final Set<Integer> REFUSED = Set.of(400, 401, 403);

  /** What the sign-on came to. */
  sealed interface Came {
    record In(Received received, Instant at) implements Came {}

    record Not(Answer.Unsent why) implements Came {}
  }

  /**
   * Sends it.
   *
   * @param client says by which name the client's own credentials go as HTTP Basic; null where they
   *     do not
   * @param success the statuses of an answer that lets us in
   * @param present the credentials as they are now
   */
  Came send(
      RequestTemplate template,
      @Nullable ClientName client,
      Set<Integer> success,
      Result<Map<String, Secret>> present,
      Budget budget) {
    return switch (present) {
      case Result.Ok<Map<String, Secret>>(var secrets) ->
          came(
              send(template, client == null ? null : client(client, secrets), secrets, budget),
              success);
      case Result.Refused<Map<String, Secret>>(Problem problem) ->
          not(said(problem.detail()), false);
    };
  }

  /**
   * What a client is called.
   *
   * @param said its id; null where it is among the credentials
   */
  record ClientName(@Nullable String said) {}

  private static Proof.@Nullable Shown client(ClientName name, Map<String, Secret> secrets) {
    Secret among = secrets.get("clientId");
    String id = name.said() != null ? name.said() : among == null ? null : among.reveal();
    Secret secret = secrets.get("clientSecret");
    return id == null || secret == null ? null : Authentication.basic(id, secret.reveal());
  }

  /** An answer, and when its request was sent. */
  private record Sent(Answer answer, Instant at) {}

  private Sent send(
      RequestTemplate template,
      Proof.@Nullable Shown client,
      Map<String, Secret> secrets,
      Budget budget) {
    Instant before = clock.instant();
    try {
      RenderedRequest request = template.render(variables.withCredentials(secrets));
      RenderedRequest shown = client == null ? request : client.on(request);
      return new Sent(http.send(Requests.call(shown, base, true), budget), before);
    } catch (MissingValueException e) {
      return new Sent(new Answer.NotSent(e.detail(), true), before);
    }
  }

  /** Nothing of the operation itself has been sent, whatever came of this. */
  private Came came(Sent sent, Set<Integer> success) {
    return switch (sent.answer()) {
      case Answer.Status(int status, var after, Received received) when success.contains(status) ->
          new Came.In(received, sent.at());
      case Answer.Status(int status, var after, var received) when REFUSED.contains(status) ->
          not(said("expected to be let in, got " + status + ": our credentials are refused"), true);
      case Answer.Status(int status, Duration after, var received) ->
          new Came.Not(
              new Answer.NotSent(
                  said(unexpected(success, status) + Replies.asks(after)), false, after));
      case Answer.NotSent(String reason, boolean forGood, var after) -> not(said(reason), forGood);
      // The whole service is left alone, whatever it would have been asked.
      case Answer.Held held -> new Came.Not(held);
      case Answer.NoAnswer(String reason) -> not(said(reason), false);
    };
  }

  private static String unexpected(Set<Integer> success, int status) {
    // A form that comes again is how many refuse.
    String hint = status == 200 ? "; are our credentials right?" : "";
    return "expected " + AnswerRule.expected(success) + ", got " + status + hint;
  }

  Came.Not not(String reason, boolean forGood) {
    return new Came.Not(new Answer.NotSent(reason, forGood));
  }

  String said(String what) {
    return new Voice(service).said("sign-on", what);
  }
}
