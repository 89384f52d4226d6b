package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.AnswerRule;
import dev.testaccounts.connectors.declaration.AuthenticationRule;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Access tokens (RFC 6749, section 5.1). Thread-safe. */
record TokenSource(AuthenticationRule.OAuth2 rule, SignOn signOn) implements KeptProof.Source {

  /** A token that has so much less to live may run out on its way. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** No margin takes more of a short life than a fifth. */
  private static final int SHARE = 5;

  @Override
  public KeptProof.Fetched fetch(Result<Map<String, Secret>> credentials, Budget budget) {
    return switch (signOn.send(
        rule.request(), client(), AnswerRule.ANY_SUCCESS, credentials, budget)) {
      case SignOn.Came.In(Received received, Instant at) -> token(received, at);
      case SignOn.Came.Not(Answer.Unsent why) -> new KeptProof.Fetched.None(why);
    };
  }

  private SignOn.@Nullable ClientName client() {
    return rule.clientInHeader() ? new SignOn.ClientName(rule.clientId()) : null;
  }

  private KeptProof.Fetched token(Received received, Instant at) {
    JsonNode answer = Documents.json(received);
    String token = answer == null ? "" : answer.path("access_token").asString("");
    if (token.isEmpty() || token.chars().anyMatch(each -> each <= ' ' || each >= 127)) {
      String found = answer == null ? received.type() : "JSON without one";
      return new KeptProof.Fetched.None(
          signOn.not(signOn.said("expected JSON with an access_token, got " + found), false).why());
    }
    return new KeptProof.Fetched.Fresh(
        Proof.Shown.header("Authorization", "Bearer " + token), until(answer, at));
  }

  private static @Nullable Instant until(@Nullable JsonNode answer, Instant at) {
    long seconds = answer == null ? 0 : answer.path("expires_in").asLong(0);
    if (seconds <= 0) {
      return null;
    }
    Duration life = Duration.ofSeconds(Math.min(seconds, Duration.ofDays(365).toSeconds()));
    Duration share = life.dividedBy(SHARE);
    return at.plus(life).minus(share.compareTo(MARGIN) < 0 ? share : MARGIN);
  }

  @Override
  public Result<Map<String, Secret>> credentials() {
    return signOn.credentials().now();
  }

  @Override
  public Proof.Shown masked() {
    return Proof.Shown.header("Authorization", "Bearer " + Proof.MASK);
  }

  @Override
  public Instant now() {
    return signOn.clock().instant();
  }
}
