package dev.testaccounts.samples.userservice;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Map;

/** Where holders say that they are in an account, and where collisions are read. */
final class UseRoutes {
  private static final String PATH = "/admin/uses";
  private static final Answer BEGUN = Answer.json(200, Map.of("status", "begun"));
  private static final Answer ENDED = Answer.json(200, Map.of("status", "ended"));

  private final Uses uses;

  UseRoutes(Uses uses) {
    this.uses = uses;
  }

  void addTo(HttpRules rules) {
    rules
        .get(PATH, (_, out) -> list().send(out))
        .post(PATH, (in, out) -> begin(in).send(out))
        .delete(PATH, (in, out) -> end(in).send(out));
  }

  private Answer list() {
    return Answer.json(200, new State(uses.now(), uses.collisions()));
  }

  private Answer begin(ServerRequest request) {
    Body body = Body.of(request);
    String present = uses.begin(body.text("username"), body.text("holder"));
    return present == null ? BEGUN : Answer.error(409, present + " is in it");
  }

  private Answer end(ServerRequest request) {
    Body body = Body.of(request);
    return uses.end(body.text("username"), body.text("holder"))
        ? ENDED
        : Answer.error(404, "the holder is not in it");
  }

  private record State(Map<String, String> uses, List<String> collisions) {}
}
