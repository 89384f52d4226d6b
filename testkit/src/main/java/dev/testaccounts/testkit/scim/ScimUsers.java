package dev.testaccounts.testkit.scim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** The users of a {@link ScimPeer}. Thread-safe. */
final class ScimUsers {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int SHORT = 2;

  private final Set<Quirk> quirks;
  private final Map<String, ObjectNode> byId = new LinkedHashMap<>();
  private final Map<String, String> passwords = new LinkedHashMap<>();
  private int made;
  private int versions;
  private boolean changed;

  /** An answer. */
  record Said(int status, JsonNode body) {}

  ScimUsers(Set<Quirk> quirks) {
    this.quirks = quirks;
  }

  static Said error(int status, String kind, String detail) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("status", String.valueOf(status)).put("detail", detail);
    return new Said(status, kind.isEmpty() ? error : error.put("scimType", kind));
  }

  synchronized Set<String> names() {
    return byId.values().stream()
        .map(ScimUsers::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  synchronized JsonNode named(String username) {
    return byId.values().stream()
        .filter(user -> name(user).equalsIgnoreCase(username))
        .findFirst()
        .<JsonNode>map(ObjectNode::deepCopy)
        .orElse(MissingNode.getInstance());
  }

  synchronized String password(String username) {
    return passwords.getOrDefault(named(username).path("id").asString(""), "");
  }

  synchronized Said signIn(JsonNode body) {
    JsonNode user = named(body.path("name").asString());
    boolean in =
        user.path("active").asBoolean(false)
            && body.path("secret").asString().equals(password(name(user)));
    return in
        ? new Said(200, JSON.createObjectNode().put("token", "for " + name(user)))
        : error(401, "", "no");
  }

  /**
   * Does what a request for users wants that is not a search.
   *
   * @param path beneath the root, decoded
   */
  Said done(String method, String path, JsonNode body, @Nullable String version) {
    String id = path.replaceFirst("^/Users/?", "");
    if (quirks.contains(Quirk.SICK) && body.path("userName").asString("").startsWith("sick")) {
      return error(500, "", "out of order");
    }
    return switch (method + (id.isEmpty() ? " all" : "")) {
      case "POST all" -> create(body);
      case "GET" -> read(id);
      case "DELETE" -> delete(id, version);
      case "PUT" -> put(id, body, version);
      case "PATCH" -> patch(id, body, version);
      default -> error(405, "", "no such method");
    };
  }

  synchronized Said create(JsonNode body) {
    String name = name(body);
    if (!named(name).isMissingNode()) {
      int status = quirks.contains(Quirk.TAKEN_IS_INVALID) ? 400 : 409;
      return error(status, "uniqueness", "userName '" + name + "' is taken");
    }
    String id = "u/" + ++made;
    return new Said(201, keep(id, (ObjectNode) body.deepCopy()));
  }

  /** Nobody is told a password (RFC 7643, section 4.1.1). */
  private ObjectNode keep(String id, ObjectNode user) {
    JsonNode password = user.remove("password");
    if (password != null && !quirks.contains(Quirk.PASSWORD_IGNORED)) {
      passwords.put(id, password.asString());
    }
    if (quirks.contains(Quirk.NO_MARKS)) {
      user.remove("externalId");
    }
    user.put("id", id);
    if (quirks.contains(Quirk.ETAG)) {
      user.putObject("meta").put("version", "W/\"" + ++versions + "\"");
    }
    byId.put(id, user);
    return user.deepCopy();
  }

  synchronized Said read(String id) {
    ObjectNode user = byId.get(id);
    return user == null ? error(404, "", "no such user") : new Said(200, user.deepCopy());
  }

  synchronized Said delete(String id, @Nullable String version) {
    Said refused = refused(id, version);
    if (refused != null) {
      return refused;
    }
    passwords.remove(id);
    return byId.remove(id) == null
        ? error(404, "", "no such user")
        : new Said(204, JSON.createObjectNode());
  }

  synchronized Said put(String id, JsonNode body, @Nullable String version) {
    Said refused = refused(id, version);
    return refused == null ? new Said(200, keep(id, (ObjectNode) body.deepCopy())) : refused;
  }

  synchronized Said patch(String id, JsonNode body, @Nullable String version) {
    if (quirks.contains(Quirk.NO_PATCH) || quirks.contains(Quirk.PATCH_MISSING)) {
      return error(501, "", "no PATCH here");
    }
    Said refused = refused(id, version);
    if (refused != null) {
      return refused;
    }
    ObjectNode user = (ObjectNode) read(id).body();
    for (JsonNode each : body.path("Operations")) {
      if (!each.path("op").asString().equals("replace")) {
        return error(400, "invalidSyntax", "op is not known");
      }
      set(user, each.path("path").asString(), each.path("value"));
    }
    keep(id, user);
    return new Said(204, JSON.createObjectNode());
  }

  private static void set(ObjectNode user, String path, JsonNode value) {
    int colon = path.lastIndexOf(':');
    ObjectNode in = colon < 0 ? user : user.withObjectProperty(path.substring(0, colon));
    in.set(path.substring(colon + 1), value);
  }

  private @Nullable Said refused(String id, @Nullable String version) {
    ObjectNode user = byId.get(id);
    if (user == null) {
      return error(404, "", "no such user");
    }
    if (quirks.contains(Quirk.CHANGED_ALWAYS)
        || (quirks.contains(Quirk.CHANGED_ONCE) && !changed)) {
      changed = true;
      keep(id, user);
    }
    if (!quirks.contains(Quirk.ETAG)) {
      return null;
    }
    return user.at("/meta/version").asString().equals(version)
        ? null
        : error(version == null ? 428 : 412, "", "it is of another version");
  }

  synchronized Said search(Map<String, String> parameters) {
    String filter = parameters.get("filter");
    boolean refuses = quirks.contains(Quirk.NO_FILTER) || quirks.contains(Quirk.FILTER_REFUSED);
    if (filter != null && refuses) {
      return error(400, "invalidFilter", "no filters here");
    }
    List<ObjectNode> found =
        byId.values().stream()
            .filter(
                each ->
                    filter == null
                        || quirks.contains(Quirk.FILTER_IGNORED)
                        || fits(each, filter.split(" ", 3)))
            .toList();
    int start = Integer.parseInt(parameters.getOrDefault("startIndex", "1"));
    return page(found, quirks.contains(Quirk.FIRST_PAGE_ONLY) ? 1 : start, count(parameters));
  }

  private int count(Map<String, String> parameters) {
    return quirks.contains(Quirk.SHORT_PAGES)
            || quirks.contains(Quirk.FIRST_PAGE_ONLY)
            || quirks.contains(Quirk.EMPTY_PAGES)
        ? SHORT
        : Integer.parseInt(parameters.getOrDefault("count", "100"));
  }

  private Said page(List<ObjectNode> found, int start, int count) {
    ObjectNode page = JSON.createObjectNode();
    page.put("totalResults", found.size()).put("startIndex", start);
    boolean empty = start > 1 && quirks.contains(Quirk.EMPTY_PAGES);
    found.stream()
        .skip(start - 1L)
        .limit(empty ? 0 : count)
        .forEach(page.withArray("Resources")::add);
    return new Said(200, page.put("itemsPerPage", page.path("Resources").size()));
  }

  private static boolean fits(JsonNode user, String[] filter) {
    String value = user.path(filter[0]).asString("");
    String wanted = JSON.readTree(filter[2]).asString();
    return switch (filter[1]) {
      case "eq" -> value.equalsIgnoreCase(wanted);
      case "sw" -> value.toLowerCase(Locale.ROOT).startsWith(wanted.toLowerCase(Locale.ROOT));
      default -> throw new IllegalArgumentException("no operator: " + filter[1]);
    };
  }

  private static String name(JsonNode user) {
    return user.path("userName").asString("");
  }
}
