package dev.testaccounts.connectors.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What is put into the body of a request. */
final class BodyDraft {

  private static final int DEEPEST = 5;
  private static final int SHOWN = 12;

  private final Schemas schemas;
  private final Values values;

  BodyDraft(Schemas schemas, Values values) {
    this.schemas = schemas;
    this.values = values;
  }

  Draft of(JsonNode schema) {
    return object(schema, 0);
  }

  private Draft object(JsonNode schema, int depth) {
    Schemas.Fields fields = schemas.fields(schema);
    Draft draft = new Draft();
    List<String> leftOut = new ArrayList<>();
    fields
        .all()
        .forEach(
            (name, field) -> {
              if (!field.path("readOnly").asBoolean(false)
                  && !name.contains("{{")
                  && !put(draft, name, field, fields, depth)) {
                leftOut.add(OpenApi.shown(name, 40));
              }
            });
    if (!leftOut.isEmpty()) {
      draft.note("left out, because it need not be given: " + listed(leftOut));
    }
    if (fields.alternatives() > 1) {
      draft.note(
          "unsure: the first of " + fields.alternatives() + " schemas that are allowed here");
    }
    return draft;
  }

  private static String listed(List<String> names) {
    String some = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    return names.size() > SHOWN ? some + " and others" : some;
  }

  private boolean put(Draft draft, String name, JsonNode field, Schemas.Fields fields, int depth) {
    Meaning meaning = meaning(name, field);
    boolean required = fields.required().contains(name);
    String type = schemas.type(field);
    if (type.equals("object")) {
      return nested(draft, name, field, required, depth);
    }
    if (meaning == Meaning.OLD_PASSWORD && required) {
      throw new UnusableException(
          name, "expected a body without the old password, which is not known any more");
    }
    if (isOwn(meaning, fields, required) && (type.equals("string") || type.isEmpty())) {
      Values.putOwn(draft, name, meaning, field);
      return true;
    }
    if (required) {
      values.putRequired(draft, name, field);
    }
    return required;
  }

  private static Meaning meaning(String name, JsonNode field) {
    Meaning meaning = Meaning.of(name);
    return meaning == Meaning.OTHER && field.path("format").asString("").equals("password")
        ? Meaning.PASSWORD
        : meaning;
  }

  /** A name is taken for the username only where there is no better field. */
  private static boolean isOwn(Meaning meaning, Schemas.Fields fields, boolean required) {
    boolean better =
        fields.all().keySet().stream()
            .map(Meaning::of)
            .anyMatch(each -> each == Meaning.USERNAME || each == Meaning.EMAIL);
    return Values.own(meaning).isPresent() && (meaning != Meaning.NAME || required || !better);
  }

  /** An object inside is worth it where it must be there, or where the account is in it. */
  private boolean nested(Draft draft, String name, JsonNode field, boolean required, int depth) {
    if (depth >= DEEPEST) {
      if (required) {
        throw new UnusableException(
            name, "expected a body at most " + DEEPEST + " objects deep, got a deeper one");
      }
      return false;
    }
    if (!required && !mentionsAccount(field)) {
      return false;
    }
    draft.put(name, object(field, depth + 1));
    return true;
  }

  /** Only the next level is looked at, so that what refers to itself comes to an end. */
  private boolean mentionsAccount(JsonNode field) {
    for (Map.Entry<String, JsonNode> each : schemas.perhaps(field).entrySet()) {
      if (meaning(each.getKey(), each.getValue()) == Meaning.PASSWORD) {
        return true;
      }
    }
    return false;
  }
}
