package dev.testaccounts.testkit.scim;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Several changes in one request to a {@link ScimPeer} (RFC 7644, section 3.7). Thread-safe. */
final class ScimBulk {

  private static final int MOST = 50;
  private static final int OCTETS = 1 << 20;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Set<Quirk> quirks;
  private final ScimUsers users;

  ScimBulk(Set<Quirk> quirks, ScimUsers users) {
    this.quirks = quirks;
    this.users = users;
  }

  /** What is said of it. */
  Map<String, Object> offer() {
    return quirks.stream().anyMatch(each -> each.name().startsWith("BULK"))
        ? Map.of("supported", true, "maxOperations", MOST, "maxPayloadSize", OCTETS)
        : Map.of("supported", false);
  }

  ScimUsers.Said done(JsonNode body) {
    JsonNode operations = body.path("Operations");
    if (quirks.contains(Quirk.BULK_REFUSED)) {
      return ScimUsers.error(501, "", "not yet");
    }
    if (operations.size() > MOST) {
      return ScimUsers.error(413, "", "at most " + MOST);
    }
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode results = answer.putArray("Operations");
    int most = body.path("failOnErrors").asInt(Integer.MAX_VALUE);
    int errors = 0;
    for (JsonNode each : operations) {
      if (errors < most) {
        ObjectNode result = result(each);
        errors += result.path("status").asInt() >= 400 ? 1 : 0;
        results.add(result);
      }
    }
    if (quirks.contains(Quirk.BULK_FORGETFUL)) {
      results.remove(results.size() - 1);
    }
    return new ScimUsers.Said(200, answer);
  }

  private ObjectNode result(JsonNode operation) {
    String method = operation.path("method").asString();
    String path = URLDecoder.decode(operation.path("path").asString(), StandardCharsets.UTF_8);
    ScimUsers.Said said =
        users.done(method, path, operation.path("data"), text(operation, "version"));
    boolean refused = said.status() >= 400;
    boolean terse = quirks.contains(Quirk.BULK_TERSE);
    ObjectNode result = JSON.createObjectNode();
    result.put("method", method).put("status", String.valueOf(said.status()));
    if (!terse || method.equals("POST")) {
      result.set("bulkId", operation.path("bulkId"));
    }
    if (!method.equals("POST")) {
      result.put("location", "https://scim.example" + operation.path("path").asString());
    } else if (!refused) {
      result.put(
          "location", "https://scim.example/Users/" + encoded(said.body().path("id").asString()));
    }
    if (refused || !terse) {
      result.set("response", said.body());
    }
    return result;
  }

  private static @Nullable String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value instanceof MissingNode ? null : value.asString();
  }

  private static String encoded(String id) {
    return id.replace("/", "%2F");
  }
}
