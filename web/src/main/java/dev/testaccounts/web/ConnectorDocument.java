package dev.testaccounts.web;

import dev.testaccounts.api.ConnectorBody;
import dev.testaccounts.api.WireFormat;
import dev.testaccounts.core.service.ServiceSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person wrote about a service's connector, and the text that core keeps of it. What the
 * text means is the connectors' business; here it is only kept whole and given back.
 */
final class ConnectorDocument {

  private static final int LONGEST_WORD = 100;
  private static final String HTTP = "http";
  private static final String CONNID = "connid";
  private static final String SCIM = "scim";
  private static final String PARAMETERS = "parameters";
  private static final String TLS = "tls";

  private ConnectorDocument() {}

  static ConnectorBody read(@Nullable Fields fields) {
    if (fields == null) {
      return ConnectorBody.SIMPLE;
    }
    JsonNode http = fields.optionalNode(HTTP);
    JsonNode connid = fields.optionalNode(CONNID);
    JsonNode scim = fields.optionalNode(SCIM);
    String recipe = fields.optionalText("recipe", LONGEST_WORD);
    ConnectorBody connector =
        new ConnectorBody(
            recipe == null ? otherwise(fields, http, connid, scim) : recipe,
            http,
            fields.map(PARAMETERS),
            fields.map(TLS),
            connid,
            scim);
    fields.end();
    return connector;
  }

  /** Who writes {@code scim:} and nothing after it means no other recipe. */
  private static String otherwise(
      Fields fields, @Nullable JsonNode http, @Nullable JsonNode connid, @Nullable JsonNode scim) {
    if (connid != null) {
      return ConnectorBody.CONNID;
    }
    if (scim != null) {
      return ConnectorBody.SCIM;
    }
    if (http != null) {
      return ConnectorBody.HTTP;
    }
    List.of(HTTP, CONNID, SCIM).forEach(name -> fields.refuseNull(name, "an object"));
    return ConnectorBody.SIMPLE.recipe();
  }

  /** Said without what was left out, and in one order, so that the same is the same. */
  static String settings(ConnectorBody body) {
    ObjectNode settings = WireFormat.mapper().createObjectNode();
    if (body.http() != null) {
      settings.set(HTTP, body.http());
    }
    if (body.connid() != null) {
      settings.set(CONNID, body.connid());
    }
    if (body.scim() != null) {
      settings.set(SCIM, body.scim());
    }
    put(settings, PARAMETERS, body.parameters());
    put(settings, TLS, body.tls());
    return settings.toString();
  }

  private static void put(ObjectNode settings, String name, Map<String, String> values) {
    if (!values.isEmpty()) {
      ObjectNode node = settings.putObject(name);
      new TreeMap<>(values).forEach(node::put);
    }
  }

  static ConnectorBody body(ServiceSpec spec) {
    JsonNode settings = WireFormat.mapper().readTree(spec.settings());
    return new ConnectorBody(
        spec.recipe(),
        settings.get(HTTP),
        map(settings, PARAMETERS),
        map(settings, TLS),
        settings.get(CONNID),
        settings.get(SCIM));
  }

  private static Map<String, String> map(JsonNode settings, String name) {
    Map<String, String> map = new TreeMap<>();
    settings
        .path(name)
        .properties()
        .forEach(each -> map.put(each.getKey(), each.getValue().asString()));
    return map;
  }
}
