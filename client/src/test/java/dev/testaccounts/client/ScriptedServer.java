package dev.testaccounts.client;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Says what it was told to say, and remembers what it was asked. */
final class ScriptedServer implements AutoCloseable {

  private final HttpServer server;
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private Headers headers = new Headers();

  private record Answer(int status, String type, String body) {}

  ScriptedServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  synchronized void answer(int status, String body) {
    answers.add(new Answer(status, "application/json", body));
  }

  /** A stream of events that ends, or breaks off, after these. */
  synchronized void stream(String... events) {
    answers.add(new Answer(200, "text/event-stream;charset=utf-8", String.join("", events)));
  }

  /** Method, target and body of each request. */
  synchronized List<String> all() {
    return List.copyOf(requests);
  }

  synchronized String last() {
    return requests.get(requests.size() - 1);
  }

  synchronized String lastIfMatch() {
    return lastHeader("If-Match");
  }

  /** The Idempotency-Key of each request; empty where it had none. */
  synchronized List<String> keys() {
    return List.copyOf(keys);
  }

  /** A header of the last request; empty where it had none. */
  synchronized String lastHeader(String name) {
    String given = headers.getFirst(name);
    return given == null ? "" : given;
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Answer answer = next(exchange, body);
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Answer next(HttpExchange exchange, String body) {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
    headers = exchange.getRequestHeaders();
    keys.add(lastHeader("Idempotency-Key"));
    return answers.remove();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
