package dev.testaccounts.samples.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.testaccounts.api.WireFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** A service with an interface of its own: people by number, and a sign-in. */
final class People implements AutoCloseable {

  /** Passwords by name. */
  final Map<String, String> passwords = new ConcurrentHashMap<>();

  /** Each request, without its body. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  private final HttpServer server;

  People() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      JsonNode body = WireFormat.mapper().readTree(text.isEmpty() ? "{}" : text);
      String name = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
      switch (exchange.getRequestMethod() + exchange.getRequestURI().getPath().split("/", -1)[1]) {
        case "POSTpeople" -> create(exchange, body);
        case "PUTpeople" -> {
          passwords.put(name, body.path("secret").asString());
          say(exchange, 200, "{}");
        }
        case "DELETEpeople" -> say(exchange, passwords.remove(name) == null ? 404 : 200, "{}");
        case "GETpeople" -> say(exchange, passwords.containsKey(name) ? 200 : 404, "{}");
        default -> signIn(exchange, body);
      }
    }
  }

  private void create(HttpExchange exchange, JsonNode body) throws IOException {
    String name = body.path("name").asString();
    passwords.put(name, body.path("secret").asString());
    say(exchange, 201, "{\"person\":{\"number\":\"no-" + name + "\"}}");
  }

  private void signIn(HttpExchange exchange, JsonNode body) throws IOException {
    String name = body.path("name").asString();
    boolean in = body.path("secret").asString().equals(passwords.get(name));
    say(exchange, in ? 200 : 401, in ? "{\"token\":\"for " + name + "\"}" : "{}");
  }

  private static void say(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
