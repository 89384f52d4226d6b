package dev.testaccounts.app.config;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Where each value of a YAML text stands: JSON pointer to line, from 1. */
final class YamlLines {

  private final Map<String, Integer> lines = new HashMap<>();

  private YamlLines() {}

  /** Reads a text that has been parsed before without error. */
  static YamlLines of(YAMLMapper yaml, String text) {
    YamlLines result = new YamlLines();
    try (JsonParser parser = yaml.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        String pointer = parser.streamReadContext().pathAsPointer().toString();
        result.lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
      }
    }
    return result;
  }

  /** The line that a message speaks of, by the path that it begins with. */
  int lineOf(String message) {
    String path = message.split(": ", 2)[0];
    return line("/" + path.replace('.', '/').replace('[', '/').replace("]", ""));
  }

  /** The line of a value, or of the closest one around it. */
  int line(String pointer) {
    for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
      Integer line = lines.get(at);
      if (line != null) {
        return line;
      }
    }
    return 1;
  }
}
