package dev.testaccounts.samples.userservice;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.function.Consumer;

/** The HTTP server under the routes. */
final class Listener implements AutoCloseable {
  private static final Duration GRACE = Duration.ofMillis(100);

  private final WebServer server;
  private final URI uri;

  private Listener(WebServer server, URI uri) {
    this.server = server;
    this.uri = uri;
  }

  static Listener open(
      UserService.Options options, Departure departure, Consumer<HttpRules> routes) {
    InetAddress address = probe(options);
    WebServer server =
        WebServer.builder()
            .address(address)
            .port(options.port())
            .shutdownHook(false)
            .shutdownGracePeriod(GRACE)
            .connectionOptions(socket -> socket.tcpNoDelay(true))
            .addProtocol(Http1Config.builder().addReceiveListener(departure).build())
            .routing(routing -> route(routing, routes))
            .build()
            .start();
    if (!server.isRunning()) {
      throw unavailable(options, new BindException("the server did not start"));
    }
    return new Listener(server, at(options.bind(), server.port()));
  }

  URI uri() {
    return uri;
  }

  @Override
  public void close() {
    server.stop();
  }

  /** Helidon logs a failure to bind and keeps the cause to itself; binding first tells it. */
  private static InetAddress probe(UserService.Options options) {
    try (ServerSocketChannel channel = ServerSocketChannel.open()) {
      InetAddress address = InetAddress.getByName(options.bind());
      channel.bind(new InetSocketAddress(address, options.port()));
      return address;
    } catch (IOException refused) {
      throw unavailable(options, refused);
    }
  }

  private static UncheckedIOException unavailable(UserService.Options options, IOException cause) {
    String reason = String.valueOf(cause.getMessage());
    String what = reason.contains("in use") ? "is taken" : "is not available";
    return new UncheckedIOException(
        "port " + options.port() + " on " + options.bind() + " " + what + ": " + reason, cause);
  }

  private static URI at(String host, int port) {
    return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
  }

  private static void route(HttpRouting.Builder routing, Consumer<HttpRules> routes) {
    routes.accept(routing);
    routing
        .addFilter(Listener::closeWhenAsked)
        .any((request, response) -> noSuchEndpoint(request).send(response))
        .error(Refused.class, (_, response, refused) -> refused.answer().send(response));
  }

  /**
   * Helidon 4.5 announces {@code Connection: close} when the client asks for it, but leaves the
   * connection open (its issue 12324).
   */
  private static void closeWhenAsked(
      FilterChain chain, RoutingRequest request, RoutingResponse response) {
    chain.proceed();
    if (request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
      throw new CloseConnectionException("the client asked for it");
    }
  }

  private static Answer noSuchEndpoint(ServerRequest request) {
    String method = request.prologue().method().text();
    return Answer.error(
        404, "no such endpoint: " + method + " " + request.path().absolute().rawPath());
  }
}
