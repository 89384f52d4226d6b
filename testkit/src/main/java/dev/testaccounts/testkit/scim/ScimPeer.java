package dev.testaccounts.testkit.scim;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A service that keeps users by SCIM 2.0 under {@code /scim/v2} and lets them in at {@code
 * /sign-in}. Whoever keeps users must show {@link #TOKEN}. Thread-safe.
 */
public final class ScimPeer implements AutoCloseable {

  /** The bearer token that it wants to see. */
  public static final String TOKEN = "scim-token-for-tests";

  private static final String ROOT = "/scim/v2";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static {
    // Else the body waits for the acknowledgement of the head, 40 ms for each answer.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ScimUsers users = new ScimUsers(quirks);
  private final ScimBulk bulk = new ScimBulk(quirks, users);
  private volatile CountDownLatch held = new CountDownLatch(0);
  private final HttpServer server;

  /**
   * Starts one on a free port of the loopback address.
   *
   * @throws UncheckedIOException where there is none
   */
  public ScimPeer(Quirk... quirks) {
    this.quirks.addAll(List.of(quirks));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** Where it is, without {@code /scim/v2}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Each request with its decoded query and its If-Match, without its body, as they came. */
  public List<String> requests() {
    return requests;
  }

  /** The user of a name as it is now; a missing node where there is none. */
  public JsonNode user(String username) {
    return users.named(username);
  }

  /** The password of a user, which it tells nobody else; empty where it has none. */
  public String password(String username) {
    return users.password(username);
  }

  /** The names of all users that it has. */
  public Set<String> usernames() {
    return users.names();
  }

  /** Whether it lets somebody in. */
  public boolean letsIn(String username, String password) {
    return users
            .signIn(JSON.createObjectNode().put("name", username).put("secret", password))
            .status()
        == 200;
  }

  /** Answers nothing until {@link #letGo}. */
  public void hold() {
    held = new CountDownLatch(1);
  }

  /** Answers again, and all that waits. */
  public void letGo() {
    held.countDown();
  }

  /** Adds a user that somebody else made. */
  public void add(String username, String externalId, String password) {
    ObjectNode user = JSON.createObjectNode();
    user.put("userName", username).put("externalId", externalId).put("active", true);
    if (users.create(user.put("password", password)).status() != 201) {
      throw new IllegalArgumentException("the name " + username + " is taken");
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String version = exchange.getRequestHeaders().getFirst("If-Match");
      URI uri = exchange.getRequestURI();
      requests.add(
          exchange.getRequestMethod()
              + " "
              + (uri.getQuery() == null ? uri.getPath() : uri.getPath() + "?" + uri.getQuery())
              + (version == null ? "" : " if " + version));
      String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      JsonNode body = JSON.readTree(text.isEmpty() ? "{}" : text);
      held.await();
      if (quirks.contains(Quirk.HTML)) {
        say(exchange, 200, "text/html", "<html>Please sign in</html>");
      } else {
        say(exchange, said(exchange, body, version));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ScimUsers.Said said(HttpExchange exchange, JsonNode body, @Nullable String version) {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/sign-in")) {
      return users.signIn(body);
    }
    if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return ScimUsers.error(401, "", "who are you?");
    }
    return switch (exchange.getRequestMethod() + " " + path.replaceFirst(ROOT, "")) {
      case "GET /Users" -> users.search(parameters(exchange.getRequestURI()));
      case "GET /ServiceProviderConfig" -> configuration();
      case "POST /Bulk" -> bulk.done(body);
      default ->
          users.done(exchange.getRequestMethod(), path.replaceFirst(ROOT, ""), body, version);
    };
  }

  private ScimUsers.Said configuration() {
    if (quirks.contains(Quirk.BROKEN_CONFIGURATION)) {
      return ScimUsers.error(500, "", "out of order");
    }
    return quirks.contains(Quirk.NO_CONFIGURATION)
        ? ScimUsers.error(404, "", "no such endpoint")
        : new ScimUsers.Said(
            200,
            JSON.valueToTree(
                Map.of(
                    "patch", supported(!quirks.contains(Quirk.NO_PATCH)),
                    "filter", supported(!quirks.contains(Quirk.NO_FILTER)),
                    "etag", supported(quirks.contains(Quirk.ETAG)),
                    "changePassword", supported(!quirks.contains(Quirk.NO_PASSWORD_CHANGE)),
                    "bulk", bulk.offer())));
  }

  private static Map<String, Boolean> supported(boolean is) {
    return Map.of("supported", is);
  }

  private static Map<String, String> parameters(URI uri) {
    Map<String, String> parameters = new HashMap<>();
    for (String each : uri.getRawQuery().split("&", -1)) {
      String[] pair = each.split("=", 2);
      parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static void say(HttpExchange exchange, ScimUsers.Said said) throws IOException {
    String version = said.body().at("/meta/version").asString("");
    if (!version.isEmpty()) {
      exchange.getResponseHeaders().set("ETag", version);
    }
    say(
        exchange,
        said.status(),
        "application/scim+json",
        said.status() == 204 ? "" : said.body().toString());
  }

  private static void say(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
