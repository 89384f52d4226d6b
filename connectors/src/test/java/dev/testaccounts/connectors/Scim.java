package dev.testaccounts.connectors;

import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.testkit.scim.ScimPeer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
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
    return connector(connectors, spec(url, yaml));
  }

  /** With so many calls at once. */
  static Connector connector(HttpConnectors connectors, URI url, String yaml, int concurrency) {
    return connector(connectors, limited(spec(url, yaml), concurrency));
  }

  static ServiceSpec limited(ServiceSpec spec, int concurrency) {
    return limited(spec, new Limits(concurrency, spec.limits().timeout()));
  }

  static ServiceSpec limited(ServiceSpec spec, Limits limits) {
    return new ServiceSpec(
        spec.name(),
        spec.url(),
        spec.environment(),
        spec.recipe(),
        spec.settings(),
        spec.credentials(),
        limits,
        List.of(),
        false);
  }

  static Connector connector(HttpConnectors connectors, ServiceSpec spec) {
    return connectors
        .connector(new TargetService(IDS.next(Instant.EPOCH), "shop", spec, 1, Instant.EPOCH))
        .orElseThrow();
  }

  /** The mark of {@link Declared#ann}. */
  static String mark() {
    return "tam-" + Calls.ANN.account().value();
  }

  /** Ann with another password. */
  static Identity later(@Nullable String remoteId) {
    return changed(Declared.ann(remoteId));
  }

  /** Somebody with another password. */
  static Identity changed(Identity identity) {
    return new Identity(
        identity.account(),
        identity.username(),
        new Secret("Tam1_another"),
        identity.email(),
        identity.attributes(),
        identity.labels(),
        identity.earlier(),
        identity.remoteId());
  }

  /** Somebody new. */
  static Identity somebody(String username) {
    return new Identity(
        IDS.next(Instant.EPOCH),
        username,
        new Secret("Tam1_of-" + username),
        username + "@example.test",
        Map.of(),
        null);
  }
}
