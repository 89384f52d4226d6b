package dev.testaccounts.connectors.declaration;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The requests of RFC 7644 that accounts are kept by.
 *
 * @param path where the service's endpoints begin
 */
public record ScimRequests(String path) {

  /** The header by which a change says of which version the user is to be. */
  public static final String VERSION = "If-Match";

  /** What an account's {@code externalId} begins with where it is ours. */
  public static final String MARK = "tam-";

  private static final String TYPE = "application/scim+json";
  private static final String BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
  private static final String USERS = "/Users/";
  private static final String PATCH_OPERATIONS = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

  /** Who an account is stays: many services let nobody change that. */
  private static final Set<String> STAYS = Set.of("schemas", "userName", "externalId");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public RenderedRequest configuration() {
    return request("GET", "/ServiceProviderConfig", null);
  }

  public RenderedRequest create(ObjectNode user) {
    return request("POST", "/Users", user);
  }

  public RenderedRequest read(String id) {
    return request("GET", user(id), null);
  }

  public RenderedRequest delete(String id) {
    return request("DELETE", user(id), null);
  }

  /**
   * Asks for some of the accounts.
   *
   * @param filter which; null for all
   * @param start the place of the first, from 1
   * @param count how many at most
   */
  public RenderedRequest search(@Nullable String filter, long start, int count) {
    RenderedRequest all =
        request("GET", "/Users", null)
            .withParameter("startIndex", String.valueOf(start))
            .withParameter("count", String.valueOf(count));
    return filter == null ? all : all.withParameter("filter", filter);
  }

  /** The filter for one name. A value is written as a JSON string (RFC 7644, section 3.4.2.2). */
  public static String named(String username) {
    return "userName eq " + JSON.writeValueAsString(username);
  }

  /** The filter for what is ours. */
  public static String marked() {
    return "externalId sw " + JSON.writeValueAsString(MARK);
  }

  /** Replaces what a user is to have, and leaves all else (RFC 7644, section 3.5.2.3). */
  public RenderedRequest patch(String id, ObjectNode user) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("schemas").add(PATCH_OPERATIONS);
    ArrayNode operations = body.putArray("Operations");
    for (Map.Entry<String, JsonNode> each : user.properties()) {
      if (ScimDeclaration.isSchema(each.getKey())) {
        each.getValue()
            .properties()
            .forEach(in -> replace(operations, each.getKey() + ":" + in.getKey(), in.getValue()));
      } else if (!STAYS.contains(each.getKey())) {
        replace(operations, each.getKey(), each.getValue());
      }
    }
    return request("PATCH", user(id), body);
  }

  private static void replace(ArrayNode operations, String attribute, JsonNode value) {
    operations.addObject().put("op", "replace").put("path", attribute).set("value", value);
  }

  /** Replaces a user as a whole (RFC 7644, section 3.5.1). */
  public RenderedRequest put(String id, ObjectNode user) {
    return request("PUT", user(id), user.deepCopy().put("id", id));
  }

  /**
   * Several of these requests in one (RFC 7644, section 3.7). Each is called by its place, from 0.
   *
   * @param failOnErrors after so many errors the service goes no further; 0 for never
   */
  public RenderedRequest bulk(List<RenderedRequest> changes, int failOnErrors) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("schemas").add(BULK);
    if (failOnErrors > 0) {
      body.put("failOnErrors", failOnErrors);
    }
    ArrayNode operations = body.putArray("Operations");
    for (RenderedRequest each : changes) {
      ObjectNode operation = operations.addObject();
      operation.put("method", each.method());
      operation.put("path", endpoint(each));
      operation.put("bulkId", String.valueOf(operations.size() - 1));
      String version = each.headers().get(VERSION);
      if (version != null) {
        operation.put("version", version);
      }
      RenderedRequest.Body data = each.body();
      if (data != null) {
        operation.set("data", JSON.readTree(data.text()));
      }
    }
    return request("POST", "/Bulk", body);
  }

  /** Where a request goes beneath the endpoints' root. */
  public String endpoint(RenderedRequest request) {
    return request.path().substring(path.length());
  }

  /** The id of the user at a place; null where no user is there. */
  public static @Nullable String idAt(String location) {
    int users = location.lastIndexOf(USERS);
    String id = users < 0 ? "" : location.substring(users + USERS.length()).split("[?#]", 2)[0];
    return id.isEmpty() ? null : Place.percentDecoded(id);
  }

  private static String user(String id) {
    return USERS + Place.percentEncoded(id);
  }

  private RenderedRequest request(String method, String endpoint, @Nullable JsonNode body) {
    return new RenderedRequest(
        method,
        path + endpoint,
        List.of(),
        Map.of("Accept", TYPE + ", application/json"),
        null,
        body == null ? null : new RenderedRequest.Body(TYPE, body.toString()));
  }
}
