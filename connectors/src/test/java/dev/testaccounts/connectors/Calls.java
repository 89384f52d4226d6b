package dev.testaccounts.connectors;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What the connectors' tests begin with. */
final class Calls {

  static final String PASSWORD = "Tam1_hunter2";
  static final Identity ANN = identity("ann");
  static final Limits PATIENT = new Limits(4, Duration.ofSeconds(20));
  static final Limits HASTY = new Limits(4, Duration.ofMillis(300));

  /** The clock of these tests stands still. */
  static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private static final Ids IDS = new Ids(new SplittableRandom(1));

  private Calls() {}

  static Identity identity(String username) {
    Id id = new Ids(new SplittableRandom(2)).next(Instant.EPOCH);
    return new Identity(id, username, new Secret(PASSWORD), null, Map.of(), null);
  }

  static TargetService service(URI url, Limits limits, Map<String, String> credentials) {
    ServiceSpec spec =
        new ServiceSpec(
            "user-service", url, "testing", ServiceSpec.SIMPLE, credentials, limits, List.of());
    return new TargetService(IDS.next(Instant.EPOCH), "shop", spec, 1, Instant.EPOCH);
  }

  static TargetService service(URI url, Limits limits) {
    return service(url, limits, Map.of());
  }

  static Connector connector(HttpConnectors connectors, URI url, Limits limits) {
    return connectors.connector(service(url, limits)).orElseThrow();
  }

  static HttpConnectors connectors(Guard guard, Map<String, String> environment) {
    return new HttpConnectors(guard, environment, () -> NOW);
  }

  static HttpConnectors connectors() {
    return connectors(Guard.loopback(), Map.of());
  }
}
