package dev.testaccounts.samples.userservice;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The knobs and counters of {@link UserService}, over HTTP. */
final class AdminRoutes {
  private final UserService service;

  AdminRoutes(UserService service) {
    this.service = service;
  }

  void addTo(HttpRules rules) {
    rules
        .get("/admin/accounts", (_, out) -> accounts().send(out))
        .delete("/admin/accounts", (_, out) -> forget().send(out))
        .get("/admin/stats", (_, out) -> Answer.json(200, service.stats()).send(out))
        .get("/admin/history", (in, out) -> history(in).send(out))
        .put("/admin/latency", (in, out) -> latency(in).send(out))
        .post("/admin/faults", (in, out) -> inject(in).send(out))
        .delete("/admin/faults", (_, out) -> clearFaults().send(out));
  }

  private Answer accounts() {
    Set<String> usernames = service.accounts();
    return Answer.json(200, new Usernames(usernames.size(), usernames));
  }

  private Answer forget() {
    service.forget();
    return Answer.json(200, Map.of("status", "forgotten"));
  }

  private Answer history(ServerRequest request) {
    if (!request.query().contains("username")) {
      throw new Refused("say which: /admin/history?username=…");
    }
    String username = request.query().get("username");
    List<Map<String, String>> lines =
        service.history(username).stream().map(AdminRoutes::line).toList();
    return Answer.json(200, new Past(username, lines));
  }

  private Answer latency(ServerRequest request) {
    Body body = Body.of(request);
    body.only(Set.of("millis"));
    int millis = body.number("millis");
    try {
      service.latency(Duration.ofMillis(millis));
    } catch (IllegalArgumentException wrong) {
      throw new Refused(wrong);
    }
    return Answer.json(200, Map.of("millis", millis));
  }

  private Answer inject(ServerRequest request) {
    Fault fault = FaultText.read(Body.of(request));
    service.inject(fault);
    return Answer.json(200, Map.of("status", "queued", "times", fault.times()));
  }

  private Answer clearFaults() {
    service.clearFaults();
    return Answer.json(200, Map.of("status", "cleared"));
  }

  private static Map<String, String> line(HistoryEntry entry) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("operation", word(entry.call()));
    line.put("outcome", word(entry.outcome()));
    if (entry.fault() != null) {
      line.put("fault", entry.fault());
    }
    return line;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private record Usernames(int count, Set<String> usernames) {}

  private record Past(String username, List<Map<String, String>> history) {}
}
