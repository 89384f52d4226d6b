package dev.testaccounts.connectors.declaration;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.Jackson3JsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.Jackson3MappingProvider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSONPath into an answer. Immutable and thread-safe. */
public final class Finder {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private static final Configuration ALL =
      Configuration.builder()
          .jsonProvider(new Jackson3JsonNodeJsonProvider(MAPPER))
          .mappingProvider(new Jackson3MappingProvider(MAPPER))
          .options(Option.ALWAYS_RETURN_LIST, Option.SUPPRESS_EXCEPTIONS)
          .build();

  private final JsonPath path;

  private Finder(JsonPath path) {
    this.path = path;
  }

  static Finder read(Said said) {
    return of(said.text(), said);
  }

  static Finder of(String path, Said said) {
    try {
      return new Finder(JsonPath.compile(path));
    } catch (JsonPathException | IllegalArgumentException e) {
      throw said.refused("expected a JSONPath such as $.id, got " + Said.shown(path));
    }
  }

  /** Every value at the path; none where the path leads nowhere. */
  public List<JsonNode> all(JsonNode document) {
    JsonNode found = path.read(document, ALL);
    List<JsonNode> values = new ArrayList<>();
    if (found != null) {
      found.forEach(values::add);
    }
    return values;
  }

  /**
   * The first text or number at the path, as text. One that holds control characters, or half a
   * character, is none: it cannot be an id, and not every store could keep it.
   */
  public Optional<String> text(JsonNode document) {
    return all(document).stream()
        .filter(each -> each.isString() || each.isNumber())
        .map(JsonNode::asString)
        .filter(each -> !each.isEmpty() && plain(each))
        .findFirst();
  }

  private static boolean plain(String text) {
    return text.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** The path as it was written. */
  @Override
  public String toString() {
    return path.getPath();
  }
}
