package dev.testaccounts.connectors.discovery;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** From an operation of the document to the request of a proposal. */
final class RequestDraft {

  private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]+)}");
  private static final Set<String> NOT_OURS = Set.of("authorization", "accept", "content-type");

  private final BodyDraft bodies;
  private final Values values;

  RequestDraft(Schemas schemas) {
    this.values = new Values(schemas);
    this.bodies = new BodyDraft(schemas, values);
  }

  /** The names of the variables of a path. */
  static Set<String> variables(String path) {
    Matcher matcher = VARIABLE.matcher(path);
    return matcher.results().map(each -> each.group(1)).collect(Collectors.toSet());
  }

  /**
   * The request with all it must have.
   *
   * @param foreign the path variables that do not say which account is meant
   */
  Draft of(Endpoint endpoint, Set<String> foreign) {
    Draft draft = new Draft();
    draft.put("method", endpoint.method());
    path(draft, endpoint, foreign);
    parameters(draft, endpoint, "query", "query");
    parameters(draft, endpoint, "header", "headers");
    body(draft, endpoint);
    return draft;
  }

  private static void path(Draft draft, Endpoint endpoint, Set<String> foreign) {
    String path =
        VARIABLE
            .matcher(endpoint.path())
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(variable(draft, endpoint, found.group(1), foreign)));
    if (path.replace("{{", "").replace("}}", "").matches(".*[{}].*")) {
      throw new UnusableException("path", "expected variables in braces");
    }
    draft.put("path", path);
  }

  private static String variable(Draft draft, Endpoint endpoint, String name, Set<String> foreign) {
    Endpoint.Parameter parameter =
        endpoint.parameters("path").stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> new UnusableException("parameters", "expected one of the path's " + name));
    if (foreign.contains(name)) {
      draft.remark(
          "path", "unsure: put what is right for {" + OpenApi.shown(name, 40) + "} into the path");
      return Values.literal(parameter);
    }
    return key(draft, parameter);
  }

  private static String key(Draft draft, Endpoint.Parameter parameter) {
    Meaning meaning = parameter.meaning();
    String type = parameter.schema().path("type").asString("");
    String format = parameter.schema().path("format").asString("");
    if (meaning == Meaning.ID || type.equals("integer") || format.equals("uuid")) {
      return Values.ID;
    }
    if (!meaning.identifies()) {
      draft.remark(
          "path",
          "unsure: {%s} may be the username, or {{enrollment.id}}, the id that create answers"
              .formatted(OpenApi.shown(parameter.name(), 40)));
    }
    return meaning == Meaning.EMAIL ? Values.EMAIL : Values.USERNAME;
  }

  private static void parameters(Draft draft, Endpoint endpoint, String in, String field) {
    Draft found = new Draft();
    for (Endpoint.Parameter each : endpoint.parameters(in)) {
      if (!each.required() || NOT_OURS.contains(each.name().toLowerCase(Locale.ROOT))) {
        continue;
      }
      String own = Values.own(each.meaning()).orElse("");
      found.put(each.name(), own.isEmpty() ? Values.literal(each) : own);
      if (own.isEmpty()) {
        found.remark(each.name(), "unsure: it must be given; put the right value in");
      }
    }
    if (!found.parts().isEmpty()) {
      draft.put(field, found);
    }
  }

  private void body(Draft draft, Endpoint endpoint) {
    Endpoint.Content content = endpoint.content();
    if (content == null) {
      return;
    }
    Draft body = bodies.of(content.schema());
    if (body.parts().isEmpty()) {
      return;
    }
    if (content.isForm()) {
      draft.put("form", texts(body));
    } else {
      draft.put("json", body);
      if (!content.type().startsWith("application/json")) {
        draft.put("contentType", content.type());
      }
    }
  }

  /** A form has no numbers and no objects. */
  private static Draft texts(Draft body) {
    for (String name : Set.copyOf(body.parts().keySet())) {
      switch (body.parts().get(name)) {
        case Leaf(JsonNode value) when value.isValueNode() -> body.put(name, value.asString());
        case null, default ->
            throw new UnusableException(name, "expected a form of plain values, got an object");
      }
    }
    return body;
  }
}
