package dev.testaccounts.samples.userservice;

import io.helidon.common.uri.UriEncoding;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import java.util.Map;
import java.util.function.Function;

/** The public face: the simple contract, and a sign-in. */
final class AccountRoutes {
  private static final String DELETE_PATH = "/delete_account/";
  private static final Answer HEALTHY = Answer.json(200, Map.of("status", "healthy"));
  private static final Answer DOCUMENT = Answer.resource("openapi.yaml", "application/yaml");
  private static final Answer DELETED = Answer.json(200, Map.of("status", "deleted"));

  private final Accounts accounts;
  private final Traffic traffic;
  private final Desk desk;

  AccountRoutes(Accounts accounts, Traffic traffic, Desk desk) {
    this.accounts = accounts;
    this.traffic = traffic;
    this.desk = desk;
  }

  void addTo(HttpRules rules) {
    rules
        .get("/health", (_, response) -> HEALTHY.send(response))
        .get("/openapi.yaml", (_, response) -> DOCUMENT.send(response))
        .post("/create_account", (in, out) -> count(Call.CREATE, in, this::create).send(out))
        .delete(DELETE_PATH + "*", (in, out) -> count(Call.DELETE, in, this::delete).send(out))
        .post("/login", (in, out) -> count(Call.LOGIN, in, this::login).send(out));
  }

  /**
   * A call leaves before its answer is sent: a client that keeps to n calls at once is then never
   * seen with more.
   */
  private Answer count(Call call, ServerRequest request, Function<ServerRequest, Answer> work) {
    traffic.arrived(call);
    try {
      return work.apply(request);
    } finally {
      traffic.left();
    }
  }

  private Answer create(ServerRequest request) {
    Credentials given = Credentials.of(request);
    String username = given.username();
    Answer created = Answer.json(200, new Created(username, "created"));
    return desk.serve(
        Call.CREATE,
        username,
        created,
        fault -> accounts.create(username, given.password(), fault));
  }

  private Answer delete(ServerRequest request) {
    String username = username(request);
    return desk.serve(Call.DELETE, username, DELETED, fault -> accounts.delete(username, fault));
  }

  private Answer login(ServerRequest request) {
    Credentials given = Credentials.of(request);
    String username = given.username();
    Answer welcome = Answer.json(200, Map.of("username", username));
    return desk.serve(
        Call.LOGIN, username, welcome, fault -> accounts.login(username, given.password(), fault));
  }

  /** All that follows the prefix is the username: it may hold an encoded slash or a semicolon. */
  private static String username(ServerRequest request) {
    String raw = request.path().absolute().rawPath().substring(DELETE_PATH.length());
    return raw.indexOf('%') < 0 ? raw : UriEncoding.decodeUri(raw);
  }

  private record Created(String username, String status) {}

  private record Credentials(String username, String password) {
    static Credentials of(ServerRequest request) {
      Body body = Body.of(request);
      return new Credentials(body.text("username"), body.text("password"));
    }
  }
}
