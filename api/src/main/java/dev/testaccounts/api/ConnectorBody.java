package dev.testaccounts.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a service is talked to: by a ready recipe, as {@code http} declares, by a ConnId bundle, or
 * by SCIM. Immutable, as long as nobody changes the nodes.
 *
 * @param recipe the name of a ready recipe, such as {@code simple}, or {@code http}, {@code connid}
 *     or {@code scim}; never null
 * @param http the operations of a service that declares them itself, as they were written; null for
 *     a ready recipe
 * @param parameters what the recipe is told, such as {@code realm}; never null
 * @param tls paths of PEM files: {@code authority}, {@code certificate}, {@code key}; never null,
 *     empty for what the system trusts
 * @param connid which ConnId bundle talks to the service and how accounts are kept by it, as it was
 *     written; null for any other
 * @param scim how accounts are kept by SCIM, as it was written; null for any other
 */
public record ConnectorBody(
    String recipe,
    @Nullable JsonNode http,
    Map<String, String> parameters,
    Map<String, String> tls,
    @Nullable JsonNode connid,
    @Nullable JsonNode scim) {

  /** The recipe of a service that is talked to by a ConnId bundle. */
  public static final String CONNID = "connid";

  /** The recipe of a service that speaks SCIM. */
  public static final String SCIM = "scim";

  /** The recipe of a service that declares its operations itself. */
  public static final String HTTP = "http";

  /** The recipe of the simple contract: what is used where nothing was said. */
  public static final ConnectorBody SIMPLE = recipe("simple", Map.of());

  /** Copies the maps. */
  public ConnectorBody {
    parameters = Map.copyOf(parameters);
    tls = Map.copyOf(tls);
  }

  /** A ready recipe with its parameters. */
  public static ConnectorBody recipe(String name, Map<String, String> parameters) {
    return new ConnectorBody(name, null, parameters, Map.of(), null, null);
  }

  /** Operations as they are declared. */
  public static ConnectorBody http(JsonNode operations) {
    return new ConnectorBody(HTTP, operations, Map.of(), Map.of(), null, null);
  }

  /** A ConnId bundle as it is declared. */
  public static ConnectorBody connid(JsonNode declaration) {
    return new ConnectorBody(CONNID, null, Map.of(), Map.of(), declaration, null);
  }

  /** SCIM as it is declared. */
  public static ConnectorBody scim(JsonNode declaration) {
    return new ConnectorBody(SCIM, null, Map.of(), Map.of(), null, declaration);
  }
}
