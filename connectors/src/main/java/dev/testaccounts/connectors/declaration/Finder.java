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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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

  /** What ends the path of a list's items: all of them, or those for which a condition holds. */
  private static final Pattern ITEMS = Pattern.compile("\\[(\\*|\\?)]$");

  private final JsonPath path;

  /** Where the list is, if the path is one of items; null where that cannot be told. */
  private final @Nullable JsonPath list;

  private Finder(JsonPath path) {
    this.path = path;
    this.list = list(path.getPath());
  }

  /** A condition within the path is not told any more by what was made of it. */
  private static @Nullable JsonPath list(String items) {
    Matcher end = ITEMS.matcher(items);
    String before = end.find() ? items.substring(0, end.start()) : "";
    return before.isEmpty() || before.contains("[?]") ? null : JsonPath.compile(before);
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
   * Whether the path is one of a list's items, and there is no list where it says, but another one
   * with objects in it: then it is the path that is wrong. Where there is none at all, the service
   * leaves an empty one out, as some do.
   */
  public boolean misses(JsonNode document) {
    if (list == null) {
      return false;
    }
    JsonNode found = list.read(document, ALL);
    boolean there = found != null && found.valueStream().anyMatch(JsonNode::isArray);
    return !there && holdsObjects(document);
  }

  private static boolean holdsObjects(JsonNode node) {
    return (node.isArray() && node.valueStream().anyMatch(JsonNode::isObject))
        || node.valueStream().anyMatch(Finder::holdsObjects);
  }

  /** The first text or number at the path, as text; one that can be no id is none. */
  public Optional<String> text(JsonNode document) {
    return all(document).stream()
        .filter(each -> each.isString() || each.isNumber())
        .map(JsonNode::asString)
        .filter(Finder::canBeId)
        .findFirst();
  }

  /** Not what is empty or holds control characters or half a character: no store could keep it. */
  static boolean canBeId(String text) {
    return !text.isEmpty()
        && text.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** The path as it was written. */
  @Override
  public String toString() {
    return path.getPath();
  }
}
