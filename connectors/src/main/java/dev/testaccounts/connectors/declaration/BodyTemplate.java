package dev.testaccounts.connectors.declaration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A body with variables in it. */
sealed interface BodyTemplate {

  String JSON_TYPE = "application/json";

  /** Whether one of its texts is such. */
  boolean any(Predicate<Template> which);

  RenderedRequest.Body render(Variables variables) throws MissingValueException;

  /** JSON as a structure, each text of which is a template of its own. */
  record Json(JsonTemplate root, String type) implements BodyTemplate {
    @Override
    public boolean any(Predicate<Template> which) {
      return root.any(which);
    }

    @Override
    public RenderedRequest.Body render(Variables variables) throws MissingValueException {
      return new RenderedRequest.Body(type, root.render(variables).toString());
    }
  }

  /** Names and values, as an HTML form sends them. */
  record Form(Map<String, Template> values) implements BodyTemplate {
    @Override
    public boolean any(Predicate<Template> which) {
      return values.values().stream().anyMatch(which);
    }

    @Override
    public RenderedRequest.Body render(Variables variables) throws MissingValueException {
      List<Parameter> rendered = new ArrayList<>();
      for (Map.Entry<String, Template> each : values.entrySet()) {
        rendered.add(new Parameter(each.getKey(), each.getValue().render(variables)));
      }
      return new RenderedRequest.Body(
          "application/x-www-form-urlencoded", Parameter.encoded(rendered));
    }
  }

  /** Any text; where its type is a JSON one, values are escaped as JSON strings ask. */
  record Raw(Template text, String type) implements BodyTemplate {
    @Override
    public boolean any(Predicate<Template> which) {
      return which.test(text);
    }

    @Override
    public RenderedRequest.Body render(Variables variables) throws MissingValueException {
      return new RenderedRequest.Body(type, text.render(variables));
    }
  }

  static @Nullable BodyTemplate read(Said said, Vocabulary vocabulary, boolean ofAccount) {
    Said json = said.optional("json");
    Said form = said.optional("form");
    Said raw = said.optional("raw");
    if (Stream.of(json == null, form == null, raw == null).filter(none -> !none).count() > 1) {
      throw said.refused("expected at most one of json, form and raw");
    }
    if (json != null) {
      return new Json(JsonTemplate.read(json, vocabulary, ofAccount), type(said, JSON_TYPE));
    }
    if (raw != null) {
      String type = type(said, "text/plain");
      Place place = isJson(type) ? Place.JSON_TEXT : Place.WHOLE;
      return new Raw(Template.of(raw, place, vocabulary, ofAccount), type);
    }
    return form == null
        ? null
        : new Form(form.map(each -> Template.of(each, Place.WHOLE, vocabulary, ofAccount)));
  }

  private static String type(Said said, String otherwise) {
    Said type = said.optional("contentType");
    if (type == null) {
      return otherwise;
    }
    if (!type.text().matches("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+(; ?[\\w-]+=[\\w.-]+)*")) {
      throw type.expected("a media type such as application/json");
    }
    return type.text();
  }

  private static boolean isJson(String type) {
    return type.matches("application/([\\w.-]+\\+)?json\\b.*");
  }
}
