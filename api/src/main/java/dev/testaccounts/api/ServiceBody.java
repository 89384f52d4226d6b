package dev.testaccounts.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about a target service: the body of POST and PUT under {@code /v1/services},
 * and an entry of {@code services} in {@code tam.yaml}. What may be left out there has its default
 * here. Immutable.
 *
 * @param name 1 to 63 lower-case letters, digits and inner hyphens; never null
 * @param url the base URL, http or https; never null
 * @param environment what kind of place it is, {@code testing} where nothing is said; {@code
 *     production} is refused; never null
 * @param connector how it is talked to; never null
 * @param credentials references such as <code>${env:TOKEN}</code> by kind ({@code bearer}); never
 *     null, empty where the service asks for none
 * @param limits how hard it may be used; never null
 * @param dependsOn names of the services that an identity must be in first; never null
 * @param maintenance whether no call is to be sent for now; work stays due
 * @param movedFrom the base URL that it had before it moved with all its accounts, looked at where
 *     its {@code url} changes while it has some; null where it did not
 */
public record ServiceBody(
    String name,
    String url,
    String environment,
    ConnectorBody connector,
    Map<String, String> credentials,
    LimitsBody limits,
    List<String> dependsOn,
    boolean maintenance,
    @Nullable String movedFrom) {

  /** The environment of a service where nothing was said. */
  public static final String TESTING = "testing";

  /** Copies the collections. */
  public ServiceBody {
    credentials = Map.copyOf(credentials);
    dependsOn = List.copyOf(dependsOn);
  }

  /** A service that stays where it is. */
  public ServiceBody(
      String name,
      String url,
      String environment,
      ConnectorBody connector,
      Map<String, String> credentials,
      LimitsBody limits,
      List<String> dependsOn,
      boolean maintenance) {
    this(name, url, environment, connector, credentials, limits, dependsOn, maintenance, null);
  }

  /** A service of the simple contract with all defaults. */
  public static ServiceBody simple(String name, String url) {
    return new ServiceBody(
        name, url, TESTING, ConnectorBody.SIMPLE, Map.of(), LimitsBody.STANDARD, List.of(), false);
  }

  /** The same with other limits. */
  public ServiceBody withLimits(LimitsBody other) {
    return new ServiceBody(
        name, url, environment, connector, credentials, other, dependsOn, maintenance, movedFrom);
  }

  /** The same with other credentials, each a reference. */
  public ServiceBody withCredentials(Map<String, String> other) {
    return new ServiceBody(
        name, url, environment, connector, other, limits, dependsOn, maintenance, movedFrom);
  }

  /** The same after other services. */
  public ServiceBody after(List<String> others) {
    return new ServiceBody(
        name, url, environment, connector, credentials, limits, others, maintenance, movedFrom);
  }

  /** The same at another URL, to which it moved with its accounts. */
  public ServiceBody movedTo(String other) {
    return new ServiceBody(
        name, other, environment, connector, credentials, limits, dependsOn, maintenance, url);
  }

  /** The same with or without maintenance. */
  public ServiceBody inMaintenance(boolean other) {
    return new ServiceBody(
        name, url, environment, connector, credentials, limits, dependsOn, other, movedFrom);
  }
}
