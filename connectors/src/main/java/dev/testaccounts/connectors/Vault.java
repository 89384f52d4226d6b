package dev.testaccounts.connectors;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Secrets of a Vault or OpenBao, version 2 of its key-value engine. Where it is and the token come
 * from the environment, as for its own command line: {@code VAULT_ADDR}, {@code VAULT_TOKEN},
 * {@code VAULT_NAMESPACE}. What was read is believed for a short while, so that not every call to a
 * service is two, and a rotated secret is taken up without a restart. Thread-safe.
 */
final class Vault implements AutoCloseable {

  static final Duration BELIEVED = Duration.ofSeconds(10);

  private static final Timeout PATIENCE = Timeout.ofSeconds(5);
  private static final int LONGEST_ANSWER = 1024 * 1024;
  private static final int OK = 200;

  private final Map<String, String> environment;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /** Made for the first reference: most have none, and a server starts sooner without it. */
  private @Nullable CloseableHttpClient client;

  private boolean closed;

  private record Known(Secret secret, Instant until) {}

  Vault(Map<String, String> environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  /**
   * Reads one value.
   *
   * @param reference the engine's mount, a slash, the path in it, {@code #}, the key
   */
  Result<Secret> read(String reference) {
    Known present = known.get(reference);
    if (present != null && clock.instant().isBefore(present.until())) {
      return Result.ok(present.secret());
    }
    Result<Secret> found = fetched(reference);
    if (found instanceof Result.Ok<Secret>(Secret secret)) {
      known.put(reference, new Known(secret, clock.instant().plus(BELIEVED)));
    }
    return found;
  }

  private Result<Secret> fetched(String reference) {
    String[] halves = reference.split("#", 2);
    List<String> parts = List.of(halves[0].split("/"));
    String address = environment.get("VAULT_ADDR");
    String token = environment.get("VAULT_TOKEN");
    if (halves.length < 2 || halves[1].isEmpty() || parts.size() < 2 || parts.contains("")) {
      return missing("expected ${vault:MOUNT/PATH#KEY}, got ${vault:" + reference + "}");
    }
    if (address == null || token == null) {
      return missing("expected VAULT_ADDR and VAULT_TOKEN in the environment to read " + reference);
    }
    return fetched(request(address, token, parts), halves[0], halves[1]);
  }

  private @Nullable HttpGet request(String address, String token, List<String> parts) {
    String path =
        Stream.concat(Stream.of(parts.getFirst(), "data"), parts.stream().skip(1))
            .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
            .map(part -> part.replace("+", "%20"))
            .collect(Collectors.joining("/"));
    try {
      HttpGet request = new HttpGet(URI.create(address.replaceAll("/+$", "") + "/v1/" + path));
      request.setHeader("X-Vault-Token", token);
      request.setHeader("X-Vault-Request", "true");
      String namespace = environment.get("VAULT_NAMESPACE");
      if (namespace != null) {
        request.setHeader("X-Vault-Namespace", namespace);
      }
      return request;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private Result<Secret> fetched(@Nullable HttpGet request, String path, String key) {
    if (request == null) {
      return missing("expected an http or https URL in VAULT_ADDR");
    }
    try {
      return client().execute(request, response -> read(response, path, key));
    } catch (IOException e) {
      return missing("the vault does not answer, so " + path + " cannot be read");
    }
  }

  private static Result<Secret> read(ClassicHttpResponse response, String path, String key)
      throws IOException {
    if (response.getCode() != OK) {
      EntityUtils.consumeQuietly(response.getEntity());
      return missing("expected 200 for " + path + " from the vault, got " + response.getCode());
    }
    byte[] bytes = EntityUtils.toByteArray(response.getEntity(), LONGEST_ANSWER);
    JsonNode answer =
        Documents.json(
            new Received(
                List.of(), bytes == null ? null : new String(bytes, StandardCharsets.UTF_8)));
    JsonNode value = answer == null ? null : answer.path("data").path("data").get(key);
    return value == null || !value.isString() || value.stringValue().isEmpty()
        ? missing("expected a text under " + key + " in " + path + " of the vault, got none")
        : Result.ok(new Secret(value.stringValue()));
  }

  private static Result<Secret> missing(String detail) {
    return Result.refused(new Problem.Invalid("secret-reference", "credentials: " + detail));
  }

  private synchronized CloseableHttpClient client() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    CloseableHttpClient made = client == null ? made() : client;
    client = made;
    return made;
  }

  private static CloseableHttpClient made() {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(PATIENCE)
                        .setSocketTimeout(PATIENCE)
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(PATIENCE)
                .setResponseTimeout(PATIENCE)
                .build())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .build();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.close(CloseMode.IMMEDIATE);
    }
  }
}
