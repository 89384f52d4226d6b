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

  /** Where the first list is, if the path is one of items; null where that cannot be told. */
  private final @Nullable ListPath first;

  /** Where the last list is, if that is another one; null where that cannot be told. */
  private final @Nullable JsonPath last;

  private Finder(JsonPath path) {
    this.path = path;
    this.first = ListPath.of(path.getPath());
    this.last = last(path.getPath(), first);
  }

  /** A condition within the path is not told any more by what was made of it. */
  private static @Nullable JsonPath last(String items, @Nullable ListPath first) {
    Matcher end = ITEMS.matcher(items);
    String before = end.find() ? items.substring(0, end.start()) : "";
    boolean another = first == null || !before.equals(first.toString());
    return before.isEmpty() || before.contains("[?]") || !another ? null : JsonPath.compile(before);
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
   * A list that is not where it should be.
   *
   * @param list where it should be
   * @param instead what is there, or what it is not in
   */
  public record Missed(String list, JsonNode instead) {}

  /**
   * The list whose items the path leads to, where an answer has something else; null where it has
   * the list. Where it has nothing, the service leaves an empty one out, as some do: not if there
   * is another one with objects in it, as then it is the path that is wrong, nor if the answer
   * speaks of a mistake.
   */
  public @Nullable Missed missed(JsonNode document) {
    JsonNode instead = first == null ? null : first.missed(document);
    if (instead != null) {
      return new Missed(String.valueOf(first), instead);
    }
    return last == null || holds(document, last) ? null : new Missed(last.getPath(), document);
  }

  private boolean holds(JsonNode document, JsonPath list) {
    JsonNode found = list.read(document, ALL);
    boolean there = found != null && found.valueStream().anyMatch(JsonNode::isArray);
    boolean other = first == null && (!document.isContainer() || ListPath.saysMistake(document));
    return there || !(other || ListPath.holdsObjects(document));
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
