package dev.testaccounts.connectors.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes a draft as YAML, with its remarks as comments. */
final class CommentedYaml {

  private static final int WIDTH = 100;
  private static final int LONGEST = 1_000;

  /** Words that YAML would read as something else than text. */
  private static final Set<String> SPOKEN_FOR =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  /** JSON is YAML; escaped, so that nothing in it can end a line or be printed as a command. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final List<String> lines = new ArrayList<>();

  private CommentedYaml() {}

  static String text(Draft draft) {
    CommentedYaml yaml = new CommentedYaml();
    yaml.write(draft, "");
    return String.join("\n", yaml.lines) + "\n";
  }

  private void write(Draft draft, String indent) {
    draft
        .parts()
        .forEach(
            (name, part) -> {
              draft.remarks(name).forEach(text -> comment(text, indent));
              write(name, part, indent);
            });
    draft.notes().forEach(text -> comment(text, indent));
    draft
        .alternatives()
        .forEach(
            (name, other) -> {
              draft.remarks(name).forEach(text -> comment(text, indent));
              CommentedYaml inside = new CommentedYaml();
              inside.write(name, other, "");
              inside.lines.forEach(line -> lines.add(indent + "# " + line));
            });
  }

  private void write(String name, Part part, String indent) {
    String key = indent + scalar(name) + ":";
    switch (part) {
      case Leaf(JsonNode value) -> lines.add(key + " " + scalar(value));
      case Draft draft when draft.parts().isEmpty() && draft.notes().isEmpty() ->
          lines.add(key + " {}");
      case Draft draft when name.equals("services") -> item(key, draft, indent);
      case Draft draft -> {
        lines.add(key);
        write(draft, indent + "  ");
      }
    }
  }

  /** The one item of a list. */
  private void item(String key, Draft draft, String indent) {
    lines.add(key);
    CommentedYaml inside = new CommentedYaml();
    inside.write(draft, indent + "    ");
    int first = 0;
    while (inside.lines.get(first).strip().startsWith("#")) {
      first++;
    }
    inside.lines.set(
        first, indent + "  - " + inside.lines.get(first).substring(indent.length() + 4));
    lines.addAll(inside.lines);
  }

  private void comment(String text, String indent) {
    StringBuilder line = new StringBuilder(indent + "#");
    for (String word : OpenApi.shown(text, LONGEST).split(" ", -1)) {
      if (line.length() + word.length() >= WIDTH && line.length() > indent.length() + 1) {
        lines.add(line.toString());
        line = new StringBuilder(indent + "#");
      }
      line.append(' ').append(word);
    }
    lines.add(line.toString());
  }

  private static String scalar(JsonNode value) {
    return value.isString() ? scalar(value.stringValue()) : JSON.writeValueAsString(value);
  }

  private static String scalar(String text) {
    return text.matches("[A-Za-z/][A-Za-z0-9_/-]*")
            && !SPOKEN_FOR.contains(text.toLowerCase(Locale.ROOT))
        ? text
        : JSON.writeValueAsString(text);
  }
}
