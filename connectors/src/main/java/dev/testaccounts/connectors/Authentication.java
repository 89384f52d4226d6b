package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.AuthenticationRule;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;

/** Proves to a service who makes our calls. Thread-safe. */
interface Authentication {

  /** What a service says to a proof that it does not take (RFC 9110, section 15.5.2). */
  int UNAUTHORIZED = 401;

  /** HTTP Basic with nothing in it. */
  Proof.Shown MASKED_BASIC = Proof.Shown.header("Authorization", "Basic " + Proof.MASK);

  /** What to show now. */
  Proof proof(Budget budget);

  /** Whether an answer refuses the proof that went with its request. */
  default boolean refuses(Answer.Status answer) {
    return answer.status() == UNAUTHORIZED;
  }

  /**
   * The service refused a proof.
   *
   * @return whether another one can be had
   */
  boolean refused(Proof.Shown proof);

  /** What would be shown, with nothing in it. */
  Proof.Shown masked();

  /** The one that a declaration asks for. */
  static Authentication of(AuthenticationRule rule, Credentials credentials, SignOn signOn) {
    return switch (rule) {
      case AuthenticationRule.OAuth2 oauth2 -> new KeptProof(new TokenSource(oauth2, signOn));
      case AuthenticationRule.Session session -> new KeptProof(new CookieSource(session, signOn));
      case AuthenticationRule.Aws aws ->
          new Signed(aws, credentials, signOn.base(), signOn.clock());
      default -> new Fixed(rule, credentials);
    };
  }

  private static Proof of(
      Credentials credentials, Function<Map<String, Secret>, Proof.Shown> shown) {
    return switch (credentials.now()) {
      case Result.Ok<Map<String, Secret>>(var secrets) -> shown.apply(secrets);
      case Result.Refused<Map<String, Secret>>(Problem problem) ->
          new Proof.Missing(new Answer.NotSent(problem.detail(), false));
    };
  }

  /** What is shown is the credentials themselves, looked up for each call. */
  record Fixed(AuthenticationRule rule, Credentials credentials) implements Authentication {

    @Override
    public Proof proof(Budget budget) {
      return Authentication.of(credentials, this::shown);
    }

    @Override
    public boolean refused(Proof.Shown proof) {
      return false;
    }

    @Override
    public Proof.Shown masked() {
      return rule instanceof AuthenticationRule.Basic ? MASKED_BASIC : shown(credentials.masked());
    }

    private Proof.Shown shown(Map<String, Secret> secrets) {
      return switch (rule) {
        case AuthenticationRule.Basic basic ->
            basic(value(secrets, "username"), value(secrets, "password"));
        case AuthenticationRule.Bearer bearer ->
            Proof.Shown.header("Authorization", "Bearer " + value(secrets, "bearer"));
        case AuthenticationRule.ApiKey(var where, String name, String prefix) ->
            where == AuthenticationRule.ApiKey.Where.QUERY
                ? new Proof.Shown(Map.of(), Map.of(name, value(secrets, "apiKey")))
                : Proof.Shown.header(
                    name, (prefix.isEmpty() ? "" : prefix + " ") + value(secrets, "apiKey"));
        default -> Proof.Shown.NOTHING;
      };
    }

    /** The declaration was read only because it is there. */
    private static String value(Map<String, Secret> secrets, String name) {
      Secret secret = secrets.get(name);
      if (secret == null) {
        throw new IllegalStateException("the credential " + name + " was checked and is gone");
      }
      return secret.reveal();
    }
  }

  /** Each request is signed with the credentials as they are then. */
  record Signed(AuthenticationRule.Aws rule, Credentials credentials, URI base, InstantSource clock)
      implements Authentication {

    @Override
    public Proof proof(Budget budget) {
      return Authentication.of(
          credentials,
          secrets ->
              new Proof.Shown(
                  Map.of(), Map.of(), AwsSignature.by(secrets, rule, base, clock.instant())));
    }

    @Override
    public boolean refused(Proof.Shown proof) {
      return false;
    }

    @Override
    public Proof.Shown masked() {
      return Proof.Shown.header("Authorization", AwsSignature.NAME + " " + Proof.MASK);
    }
  }

  /** HTTP Basic (RFC 7617). */
  static Proof.Shown basic(String name, String password) {
    String pair = name + ":" + password;
    return Proof.Shown.header(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }
}
