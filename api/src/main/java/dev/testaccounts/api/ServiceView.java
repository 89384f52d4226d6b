package dev.testaccounts.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A registered service. Immutable.
 *
 * @param id its identity, never reused, never null
 * @param name its name, unique in the project; never null
 * @param url the base URL without a trailing slash; never null
 * @param environment what kind of place it is; never null
 * @param connector how it is talked to; never null
 * @param credentials references, never secrets, by kind; never null
 * @param limits how hard it may be used; never null
 * @param dependsOn names of the services that come first; never null
 * @param maintenance whether no call is sent to it for now; work stays due
 * @param health how it does, as far as this server has seen; never null
 * @param version grows by one with each change; in quotes it is the ETag
 * @param createdAt when it was registered; never null
 */
public record ServiceView(
    String id,
    String name,
    String url,
    String environment,
    ConnectorBody connector,
    Map<String, String> credentials,
    LimitsBody limits,
    List<String> dependsOn,
    boolean maintenance,
    ServiceHealthView health,
    long version,
    Instant createdAt) {

  /** Copies the collections. */
  public ServiceView {
    credentials = Map.copyOf(credentials);
    dependsOn = List.copyOf(dependsOn);
  }

  /** What was said about it: what a PUT would send to change nothing. */
  public ServiceBody body() {
    return new ServiceBody(
        name, url, environment, connector, credentials, limits, dependsOn, maintenance);
  }
}
