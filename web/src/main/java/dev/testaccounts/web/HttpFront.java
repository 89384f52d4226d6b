package dev.testaccounts.web;

import dev.testaccounts.api.ProblemCode;
import dev.testaccounts.core.idempotency.Idempotency;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * The server: listens, serves version 1 of the API, the simple API and the health routes, and stops
 * without dropping what it has begun. Thread-safe.
 */
public final class HttpFront implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(HttpFront.class.getName());

  private final Options options;
  private final InFlight inFlight;
  private final HttpDate date;
  private final WebServer server;

  /**
   * How to listen.
   *
   * @param bind the host name or address, never null
   * @param port 0 for any that is free
   * @param hosts further names by which the server is called (behind a proxy, in a container): a
   *     request whose Host header says another is refused; never null
   * @param drain how long a close waits for requests in flight; never null
   */
  public record Options(String bind, int port, Set<String> hosts, Duration drain) {

    /** Copies the hosts. */
    public Options {
      hosts = Set.copyOf(hosts);
    }

    /** For this machine only. */
    public static Options loopback(int port) {
      return new Options("127.0.0.1", port, Set.of(), Duration.ofSeconds(30));
    }
  }

  private HttpFront(
      Options options,
      InFlight inFlight,
      InstantSource clock,
      Idempotency idempotency,
      List<Route> routes) {
    this.options = options;
    this.inFlight = inFlight;
    this.date = new HttpDate(clock);
    Dispatcher dispatcher =
        new Dispatcher(
            new HostRules(options.bind(), options.hosts()),
            routes,
            new Errors(() -> UUID.randomUUID().toString()),
            new IdempotentRequests(idempotency));
    this.server = server(options, (request, response) -> serve(dispatcher, request, response));
  }

  private static WebServer server(Options options, Handler handler) {
    return WebServer.builder()
        .host(options.bind())
        .port(options.port())
        .shutdownHook(false)
        .directHandlers(BadHttp.handlers())
        // The one protocol that there is: nothing is asked of it before it may answer.
        .protocolsDiscoverServices(false)
        .addProtocol(Http1Config.builder().addReceiveListener(new Departure.Listener()).build())
        .addRouting(HttpRouting.builder().any(handler))
        .build();
  }

  /**
   * Loads what a front is made of, and starts nothing. Whoever has something else to do before
   * {@link #start}, and a second core, need not wait for that there.
   */
  public static void preload() {
    WebServer _ = server(Options.loopback(0), (request, response) -> response.send());
  }

  /**
   * Listens and serves until it is closed.
   *
   * @throws PortTakenException where another process listens there already
   * @throws UncheckedIOException where it cannot listen for another reason
   */
  public static HttpFront start(Options options, UseCases useCases) {
    InFlight inFlight = new InFlight();
    BooleanSupplier ready = () -> !inFlight.stopping() && useCases.health().get().ready();
    return start(
        options,
        inFlight,
        useCases.clock(),
        useCases.idempotency(),
        Routes.all(useCases, ready, contract()));
  }

  /** Serves other routes. */
  static HttpFront start(
      Options options, InstantSource clock, Idempotency idempotency, List<Route> routes) {
    return start(options, new InFlight(), clock, idempotency, routes);
  }

  private static HttpFront start(
      Options options,
      InFlight inFlight,
      InstantSource clock,
      Idempotency idempotency,
      List<Route> routes) {
    probe(options);
    HttpFront front = new HttpFront(options, inFlight, clock, idempotency, routes);
    front.server.start();
    if (!front.server.isRunning()) {
      throw new PortTakenException(
          options.bind(), options.port(), new BindException("taken between probe and start"));
    }
    return front;
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Where it can be reached from this machine: without a trailing slash. */
  public URI url() {
    String bind = options.bind();
    boolean everywhere = bind.equals("0.0.0.0") || bind.equals("::") || bind.equals("[::]");
    String host = everywhere ? "localhost" : bind;
    return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
  }

  /** Takes no more requests, waits for those in flight as long as the options say, and ends. */
  @Override
  public void close() {
    if (!inFlight.drain(options.drain())) {
      LOG.log(
          System.Logger.Level.WARNING,
          "stopped with requests still in flight after " + options.drain());
    }
    server.stop();
  }

  boolean stopping() {
    return inFlight.stopping();
  }

  private void serve(Dispatcher dispatcher, ServerRequest request, ServerResponse response) {
    response.header(date.now());
    if (!inFlight.enter()) {
      response.header(HeaderValues.CONNECTION_CLOSE);
      Wire.send(stopping(request), response);
      throw new CloseConnectionException("the server is stopping");
    }
    boolean closes;
    try {
      Departure departure = Departure.ofThisRequest();
      Answer.Reply reply = dispatcher.answer(Wire.incoming(request, departure));
      if (departure.watched()) {
        response.header(HeaderValues.CONNECTION_CLOSE);
      }
      Wire.send(reply, response);
      closes = Wire.closes(reply) || departure.watched();
    } finally {
      inFlight.leave();
    }
    // Helidon 4.5 says that it closes when the client asks for it, and does not (issue 12324).
    if (closes || asksToClose(request)) {
      throw new CloseConnectionException("nothing more is to come");
    }
  }

  /** Most say nothing of their connection; to look for a word in nothing takes Helidon a while. */
  private static boolean asksToClose(ServerRequest request) {
    return request.headers().contains(HeaderNames.CONNECTION)
        && request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
  }

  private static Answer.Reply stopping(ServerRequest request) {
    return Errors.problem(
        Refusal.of(ProblemCode.STOPPING, "the server is stopping; nothing was done"),
        request.prologue().uriPath().rawPath());
  }

  /** Helidon logs a stack trace and starts nothing where it cannot listen; so we ask first. */
  private static void probe(Options options) {
    InetSocketAddress address = new InetSocketAddress(options.bind(), options.port());
    try (ServerSocketChannel channel = ServerSocketChannel.open()) {
      channel.bind(address);
    } catch (BindException e) {
      throw new PortTakenException(options.bind(), options.port(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + address, e);
    }
  }

  private static byte[] contract() {
    try (InputStream in = ProblemCode.class.getResourceAsStream("openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("openapi.yaml is not in the api room's jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
