package dev.testaccounts.connectors;

import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.ServiceSpec;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The simple contract: {@code POST /create_account} {@code {"username","password"}} answers 200,
 * {@code DELETE /delete_account/{username}} answers 200, or 404 where there is no such account.
 * There is no way to ask for an account and none to reset one.
 */
final class SimpleConnector implements Connector {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ServiceSpec spec;
  private final Voice voice;
  private final ServiceHttp http;
  private final SecretReferences references;

  SimpleConnector(ServiceSpec spec, ServiceHttp http, SecretReferences references) {
    this.spec = spec;
    this.voice = new Voice(spec.name());
    this.http = http;
    this.references = references;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public Reply create(Identity identity) {
    String body =
        JSON.createObjectNode()
            .put("username", identity.username())
            .put("password", identity.password().reveal())
            .toString();
    return switch (send("POST", "/create_account", body)) {
      case Answer.Status(int status, var after, var received) when status == 200 ->
          new Reply.Done(null);
      case Answer.Status(int status, var after, var received) when status == 409 ->
          new Reply.Conflict(voice.said("create", "the service answered " + status));
      case Answer answer -> Replies.failure(voice, "create", answer);
    };
  }

  @Override
  public Reply delete(Identity identity) {
    String name =
        URLEncoder.encode(identity.username(), StandardCharsets.UTF_8).replace("+", "%20");
    return switch (send("DELETE", "/delete_account/" + name, null)) {
      case Answer.Status(int status, var after, var received) when status == 200 || status == 204 ->
          new Reply.Done(null);
      case Answer.Status(int status, var after, var received) when status == 404 || status == 410 ->
          new Reply.Absent();
      case Answer answer -> Replies.failure(voice, "delete", answer);
    };
  }

  @Override
  public Reply exists(Identity identity) {
    throw new UnsupportedOperationException("the simple contract cannot tell");
  }

  @Override
  public Reply reset(Identity identity) {
    throw new UnsupportedOperationException("the simple contract cannot reset");
  }

  private Answer send(String method, String path, @Nullable String body) {
    String reference = spec.credentials().get("bearer");
    URI uri = URI.create(spec.url() + path);
    // Before the secret is looked up: a vault may take its time, and a claim has an end.
    Budget budget = http.budget();
    if (reference == null) {
      return http.judged(http.send(new Call(method, uri, Map.of(), body), budget));
    }
    return switch (references.resolve(reference)) {
      case Result.Ok<Secret>(Secret token) ->
          http.judged(
              http.send(
                  new Call(method, uri, Map.of("Authorization", "Bearer " + token.reveal()), body),
                  budget));
      case Result.Refused<Secret>(var problem) -> http.kept(problem.detail(), false);
    };
  }
}
