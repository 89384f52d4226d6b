package dev.testaccounts.connectors;

import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.testkit.scim.ScimPeer;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Services that speak SCIM, as people declare them. */
final class Scim {

  /** What is said of a {@link ScimPeer}. */
  static final String LEAST = "{path: /scim/v2}";

  static final String WITH_LOGIN =
      """
      path: /scim/v2
      login:
        path: /sign-in
        json: {name: "{{account.username}}", secret: "{{account.password}}"}
        tokens: {accessToken: $.token}
      """;

  private static final Ids IDS = new Ids(new SplittableRandom(3));

  private Scim() {}

  static HttpConnectors connectors() {
    return Calls.connectors(Guard.loopback(), Map.of("TOKEN", ScimPeer.TOKEN));
  }

  static ServiceSpec spec(URI url, String yaml) {
    return Declared.spec(
        url,
        "scim",
        Declared.settings("scim:\n" + yaml.indent(2)),
        Map.of("bearer", "${env:TOKEN}"));
  }

  static Connector connector(HttpConnectors connectors, URI url, String yaml) {
    return connectors
        .connector(
            new TargetService(IDS.next(Instant.EPOCH), "shop", spec(url, yaml), 1, Instant.EPOCH))
        .orElseThrow();
  }

  /** The mark of {@link Declared#ann}. */
  static String mark() {
    return "tam-" + Calls.ANN.account().value();
  }

  /** Ann with another password. */
  static Identity later(@Nullable String remoteId) {
    Identity ann = Declared.ann(remoteId);
    return new Identity(
        ann.account(),
        ann.username(),
        new Secret("Tam1_another"),
        ann.email(),
        ann.attributes(),
        ann.labels(),
        ann.earlier(),
        ann.remoteId());
  }
}
