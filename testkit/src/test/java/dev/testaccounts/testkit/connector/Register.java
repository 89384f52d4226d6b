package dev.testaccounts.testkit.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;

/**
 * A service whose accounts are at {@code /accounts/NAME}, with the password as the body; {@code
 * /accounts?FROM} lists a page of them, and its last line says where the next one begins.
 */
final class Register implements AutoCloseable {

  static final int PAGE = 3;

  final Map<String, String> passwords = new ConcurrentSkipListMap<>();
  private final HttpServer server;

  Register() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/accounts/", this::account);
    server.createContext("/accounts", this::list);
    server.createContext("/session/", this::signIn);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void account(HttpExchange exchange) throws IOException {
    String name = name(exchange);
    String password = body(exchange);
    switch (exchange.getRequestMethod()) {
      case "POST" -> say(exchange, passwords.putIfAbsent(name, password) == null ? 201 : 409, "");
      case "PUT" -> say(exchange, passwords.replace(name, password) == null ? 404 : 200, "");
      case "DELETE" -> say(exchange, passwords.remove(name) == null ? 404 : 204, "");
      default -> say(exchange, passwords.containsKey(name) ? 200 : 404, "");
    }
  }

  private void signIn(HttpExchange exchange) throws IOException {
    boolean in = body(exchange).equals(passwords.get(name(exchange)));
    say(exchange, in ? 200 : 403, "");
  }

  private void list(HttpExchange exchange) throws IOException {
    int from = Integer.parseInt(exchange.getRequestURI().getQuery());
    List<String> all = List.copyOf(passwords.keySet());
    int to = Math.min(all.size(), from + PAGE);
    String page = String.join("\n", all.subList(from, to));
    say(exchange, 200, page + "\n" + (to < all.size() ? to : "end"));
  }

  private static String name(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().replaceFirst(".*/", "");
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), UTF_8);
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      byte[] bytes = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
