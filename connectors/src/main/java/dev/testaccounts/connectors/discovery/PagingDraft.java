package dev.testaccounts.connectors.discovery;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How a list goes on, as far as its query and its answers tell. */
final class PagingDraft {

  private static final int USUAL = 100;
  private static final Set<String> PAGES = Set.of("page", "pagenumber", "pageno", "pageindex");
  private static final Set<String> OFFSETS =
      Set.of("offset", "skip", "start", "startindex", "first");
  private static final Set<String> CURSORS =
      Set.of("cursor", "after", "pagetoken", "nexttoken", "next", "continuationtoken");
  private static final Set<String> SIZES =
      Set.of("limit", "size", "perpage", "pagesize", "count", "max", "take", "top");
  private static final Set<String> NEXTS =
      Set.of("next", "nextcursor", "nextpagetoken", "nexttoken", "continuationtoken", "after");

  /** What may stand around the word of the next page. */
  private static final Set<String> AROUND = Set.of("meta", "paging", "pagination", "links");

  private final Answers answers;

  PagingDraft(Answers answers) {
    this.answers = answers;
  }

  void put(Draft draft, Endpoint endpoint) {
    Optional<Endpoint.Parameter> page = parameter(endpoint, PAGES);
    Optional<Endpoint.Parameter> offset = parameter(endpoint, OFFSETS);
    Optional<Endpoint.Parameter> cursor = parameter(endpoint, CURSORS);
    Optional<String> next = next(answers.schema(endpoint), "$");
    if (cursor.isPresent() && next.isPresent()) {
      Draft said = new Draft().put("parameter", cursor.get().name()).put("next", next.get());
      draft.put("paging", new Draft().put("cursor", said));
    } else if (page.isPresent()) {
      draft.put("paging", new Draft().put("number", counted(endpoint, page.get(), 1)));
    } else if (offset.isPresent()) {
      draft.put("paging", new Draft().put("offset", counted(endpoint, offset.get(), 0)));
    } else if (hasLink(endpoint)) {
      draft.put("paging", new Draft().put("link", JsonNodeFactory.instance.booleanNode(true)));
    } else {
      unpaged(draft, endpoint, cursor);
    }
  }

  private static void unpaged(Draft draft, Endpoint endpoint, Optional<Endpoint.Parameter> cursor) {
    Optional<Endpoint.Parameter> more = cursor.or(() -> parameter(endpoint, SIZES));
    if (more.isPresent()) {
      draft.put("paging", new Draft().put("link", JsonNodeFactory.instance.booleanNode(true)));
      draft.remark(
          "paging",
          "unsure: %s is a parameter, but the document does not say how a list goes on; alternatives: {cursor: {parameter: cursor, next: $.next}}, {number: {}}, {offset: {}}"
              .formatted(OpenApi.shown(more.get().name(), 40)));
    } else {
      draft.note("unsure: the document knows no paging; the list is taken to be whole");
    }
  }

  private static Draft counted(Endpoint endpoint, Endpoint.Parameter parameter, int usual) {
    JsonNode schema = parameter.schema();
    Draft draft = new Draft().put("parameter", parameter.name());
    Optional<JsonNode> first =
        Stream.of(schema.path("default"), schema.path("minimum"))
            .filter(each -> each.isIntegralNumber() && (each.asInt() == 0 || each.asInt() == 1))
            .findFirst();
    draft.put(
        "first", JsonNodeFactory.instance.numberNode(first.map(JsonNode::asInt).orElse(usual)));
    if (first.isEmpty()) {
      draft.remark("first", "unsure: whether they are counted from 0 or from 1");
    }
    parameter(endpoint, SIZES).ifPresent(size -> draft.put("size", size(size)));
    return draft;
  }

  private static Draft size(Endpoint.Parameter size) {
    int most = Math.clamp(size.schema().path("maximum").asInt(USUAL), 1, USUAL);
    return new Draft()
        .put("parameter", size.name())
        .put("value", JsonNodeFactory.instance.numberNode(most));
  }

  private static Optional<Endpoint.Parameter> parameter(Endpoint endpoint, Set<String> names) {
    return endpoint.parameters("query").stream()
        .filter(each -> names.contains(plain(each.name())))
        .findFirst();
  }

  private Optional<String> next(JsonNode schema, String at) {
    Schemas.Fields fields = answers.fields(schema);
    for (String name : fields.all().keySet()) {
      if (NEXTS.contains(plain(name))) {
        return Optional.of(at + Answers.step(name));
      }
    }
    return at.equals("$")
        ? fields.all().entrySet().stream()
            .filter(each -> AROUND.contains(plain(each.getKey())))
            .flatMap(each -> next(each.getValue(), at + Answers.step(each.getKey())).stream())
            .findFirst()
        : Optional.empty();
  }

  private boolean hasLink(Endpoint endpoint) {
    return endpoint.statuses(200, 300).stream()
        .map(each -> answers.response(endpoint, String.valueOf(each)).path("headers"))
        .flatMap(each -> each.propertyNames().stream())
        .anyMatch(each -> each.equalsIgnoreCase("Link"));
  }

  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
  }
}
