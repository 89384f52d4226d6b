package dev.testaccounts.connectors;

import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.testkit.connector.ConnectorFixture;
import dev.testaccounts.testkit.fault.HttpSpeech;
import dev.testaccounts.testkit.fault.Speech;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service that speaks HTTP and keeps its accounts in memory. What it says is a subclass's; faults
 * are not: those are planted on the wire.
 */
abstract class HttpFixture implements ConnectorFixture {

  static final JsonMapper JSON = JsonMapper.builder().build();

  static final Map<String, String> REFERENCES =
      Map.of("username", "${env:NAME}", "password", "${env:PASS}");

  private static final Ids IDS = new Ids(new SplittableRandom(3));

  /** Passwords by username. */
  final Map<String, String> passwords = new ConcurrentSkipListMap<>();

  private final Peer peer = new Peer((socket, request) -> answered(socket, request));
  private final HttpConnectors connectors;

  HttpFixture(InstantSource clock) {
    connectors =
        new HttpConnectors(Guard.loopback(), Map.of("NAME", "admin", "PASS", "s3cret"), clock);
  }

  private boolean answered(Socket socket, String request) throws IOException {
    Peer.write(socket, answer(request));
    return true;
  }

  /** What the service says to a request, head and all. */
  String answer(String request) {
    String[] line = request.split(" ", 3);
    String body = request.substring(request.indexOf("\r\n\r\n") + 4);
    JsonNode json = JSON.readTree(body.startsWith("{") ? body : "{}");
    return answer(line[0], URI.create(line[1]), json);
  }

  /**
   * What the service says.
   *
   * @param body empty where it is no JSON
   */
  abstract String answer(String method, URI target, JsonNode body);

  abstract ServiceSpec spec(URI url, Limits limits);

  static String status(int status) {
    return Declared.json(status, "");
  }

  /** Done, and there is nothing to say. */
  static String done() {
    return "HTTP/1.1 204 No Content\r\n\r\n";
  }

  /** The last part of a path. */
  static String last(URI target) {
    return target.getPath().replaceFirst(".*/", "");
  }

  /** The value of a parameter of the query; empty where there is none. */
  static String parameter(URI target, String name) {
    String query = target.getQuery() == null ? "" : target.getQuery();
    return List.of(query.split("&", -1)).stream()
        .filter(each -> each.startsWith(name + "="))
        .map(each -> each.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  /** So many of the usernames, from one on. */
  List<String> page(int from, int most) {
    return passwords.keySet().stream().skip(from).limit(most).toList();
  }

  @Override
  public Speech speech() {
    return new HttpSpeech();
  }

  @Override
  public int port() {
    return peer.port();
  }

  @Override
  public Connector connector(int port, Limits limits) {
    ServiceSpec spec = spec(URI.create("http://127.0.0.1:" + port), limits);
    return connectors
        .connector(new TargetService(IDS.next(Instant.EPOCH), "shop", spec, 1, Instant.EPOCH))
        .orElseThrow();
  }

  @Override
  public Set<String> usernames() {
    return Set.copyOf(passwords.keySet());
  }

  @Override
  public void add(String username, String password) {
    passwords.put(username, password);
  }

  @Override
  public boolean letsIn(String username, String password) {
    return password.equals(passwords.get(username));
  }

  @Override
  public void close() {
    connectors.close();
    peer.close();
  }
}
