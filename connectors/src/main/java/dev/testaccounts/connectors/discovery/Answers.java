package dev.testaccounts.connectors.discovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the document says of the answers to an operation. */
final class Answers {

  private static final int DEEPEST = 3;
  private static final List<String> IDS = List.of("id", "_id", "uuid", "guid");

  private final OpenApi document;
  private final Schemas schemas;

  Answers(OpenApi document, Schemas schemas) {
    this.document = document;
    this.schemas = schemas;
  }

  /**
   * Where in an answer a list is, and what is in its items.
   *
   * @param meanings by where it is in an item, such as {@code .profile.login}; what is nearer first
   */
  record Items(String path, Map<String, Meaning> meanings) {

    Optional<String> field(List<Meaning> wanted) {
      return wanted.stream()
          .flatMap(
              meaning ->
                  meanings.entrySet().stream()
                      .filter(each -> each.getValue() == meaning)
                      .map(Map.Entry::getKey))
          .findFirst();
    }
  }

  /** Says what success is. */
  void success(Draft draft, Endpoint endpoint) {
    Set<Integer> success = endpoint.statuses(200, 300);
    draft.put("success", success);
    if (success.isEmpty()) {
      draft.note("unsure: no success is documented; any of 200 to 299 is taken for one");
    }
    if (success.contains(202)) {
      draft.remark("success", "unsure: 202 may mean that the service does it later");
    }
  }

  /** Says how a missing account is answered. */
  void absent(Draft draft, Endpoint endpoint) {
    Set<Integer> absent = new TreeSet<>(endpoint.statuses(400, 500));
    absent.retainAll(Set.of(404, 410));
    draft.put("absent", absent);
    if (absent.isEmpty()) {
      draft.note(
          "unsure: the document does not say how an account that is not there is answered; 404 and 410 are taken for it");
    }
  }

  /** Says how a name that is taken is answered. */
  void conflict(Draft draft, Endpoint endpoint) {
    Set<Integer> conflict = new TreeSet<>();
    for (int status : endpoint.statuses(400, 500)) {
      String text =
          response(endpoint, String.valueOf(status))
              .path("description")
              .asString("")
              .toLowerCase(Locale.ROOT);
      boolean told = text.matches(".*(already|exists|taken|duplicate|in use|not unique).*");
      if (status == 409) {
        conflict.add(status);
      } else if (told && (status == 400 || status == 422 || status == 403)) {
        conflict.add(status);
        draft.remark(
            "conflict",
            "unsure: %d is said to be a name that is taken, and may be other mistakes too"
                .formatted(status));
      }
    }
    draft.put("conflict", conflict);
    if (conflict.isEmpty()) {
      draft.note(
          "unsure: the document does not say how a name that is taken is answered; 409 is taken for it");
    }
  }

  /** Says where the id is; false where no answer has one. */
  boolean id(Draft draft, Endpoint endpoint) {
    Optional<String> path = idPath(schema(endpoint), "$", 0);
    if (path.isPresent()) {
      draft.put("id", path.get());
      return true;
    }
    for (int status : endpoint.statuses(200, 300)) {
      for (String header : response(endpoint, status + "").path("headers").propertyNames()) {
        if (header.equalsIgnoreCase("Location")) {
          draft.put("id", JsonNodeFactory.instance.objectNode().put("header", header));
          return true;
        }
      }
    }
    return false;
  }

  private Optional<String> idPath(JsonNode schema, String at, int depth) {
    Map<String, JsonNode> fields = fields(schema, depth);
    Optional<String> own =
        IDS.stream()
            .filter(fields::containsKey)
            .findFirst()
            .or(
                () ->
                    fields.keySet().stream()
                        .filter(each -> Meaning.of(each) == Meaning.ID)
                        .findFirst());
    if (own.isPresent()) {
      return own.map(name -> at + step(name));
    }
    return depth >= DEEPEST
        ? Optional.empty()
        : fields.entrySet().stream()
            .filter(each -> schemas.type(each.getValue()).equals("object"))
            .flatMap(each -> idPath(each.getValue(), at + step(each.getKey()), depth + 1).stream())
            .findFirst();
  }

  /** What a sign-in gives, by the names that its holder knows it by. */
  Map<String, String> tokens(Endpoint endpoint) {
    Map<String, String> found = new LinkedHashMap<>();
    tokens(schema(endpoint), "$", 0, found);
    return found;
  }

  private void tokens(JsonNode schema, String at, int depth, Map<String, String> found) {
    fields(schema, depth)
        .forEach(
            (name, field) -> {
              String plain = name.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
              switch (plain) {
                case "accesstoken", "token", "jwt", "authtoken" ->
                    found.putIfAbsent("accessToken", at + step(name));
                case "refreshtoken" -> found.putIfAbsent("refreshToken", at + step(name));
                case "idtoken" -> found.putIfAbsent("idToken", at + step(name));
                default -> {
                  if (depth < DEEPEST && schemas.type(field).equals("object")) {
                    tokens(field, at + step(name), depth + 1, found);
                  }
                }
              }
            });
  }

  /** Where the accounts of a list are. */
  Optional<Items> items(Endpoint endpoint) {
    return items(schema(endpoint), "$", 0);
  }

  private Optional<Items> items(JsonNode schema, String at, int depth) {
    if (schemas.type(schema).equals("array")) {
      return Optional.of(new Items(at + "[*]", meanings(schema.path("items"))));
    }
    return depth >= DEEPEST
        ? Optional.empty()
        : fields(schema, depth).entrySet().stream()
            .filter(each -> Set.of("array", "object").contains(schemas.type(each.getValue())))
            .flatMap(each -> items(each.getValue(), at + step(each.getKey()), depth + 1).stream())
            .filter(each -> each.meanings().values().stream().anyMatch(Meaning::identifies))
            .findFirst();
  }

  /** An item's own fields, and then those of the objects in it, whose ids are not its own. */
  private Map<String, Meaning> meanings(JsonNode item) {
    Map<String, JsonNode> own = new TreeMap<>(schemas.fields(item).all());
    Map<String, Meaning> meanings = new LinkedHashMap<>();
    own.forEach((name, field) -> meanings.put(step(name), Meaning.of(name)));
    own.forEach(
        (name, field) -> {
          if (schemas.type(field).equals("object")) {
            new TreeMap<>(schemas.perhaps(field))
                .keySet().stream()
                    .filter(each -> Meaning.of(each).identifies())
                    .forEach(each -> meanings.put(step(name) + step(each), Meaning.of(each)));
          }
        });
    return meanings;
  }

  /** What is inside others is only looked for. */
  private Map<String, JsonNode> fields(JsonNode schema, int depth) {
    return depth == 0 ? schemas.fields(schema).all() : schemas.perhaps(schema);
  }

  Schemas.Fields fields(JsonNode schema) {
    return schemas.fields(schema);
  }

  /** The schema of the first success that has one. */
  JsonNode schema(Endpoint endpoint) {
    for (String status : endpoint.node().path("responses").propertyNames()) {
      if (status.matches("2..|default")) {
        for (Map.Entry<String, JsonNode> each :
            response(endpoint, status).path("content").properties()) {
          if (each.getKey().toLowerCase(Locale.ROOT).contains("json")) {
            return document.resolved(each.getValue().path("schema"));
          }
        }
      }
    }
    return JsonNodeFactory.instance.missingNode();
  }

  JsonNode response(Endpoint endpoint, String status) {
    return document.resolved(endpoint.node().path("responses").path(status));
  }

  /** A field in a JSONPath. */
  static String step(String name) {
    return name.matches("\\w+")
        ? "." + name
        : "['" + name.replaceAll("[\\\\'\\p{Cntrl}]", "") + "']";
  }
}
