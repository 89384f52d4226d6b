package dev.testaccounts.web;

import dev.testaccounts.api.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads an object strictly: what is asked for must have its type, and what nobody asks for must not
 * be there. An optional field may be null. Every message says where, what was expected and what
 * there was.
 */
final class Fields {

  private final JsonNode node;
  private final String path;
  private final Set<String> known = new HashSet<>();

  private Fields(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  /**
   * @param path where the object stands, such as {@code pools[0]}; empty for the body itself
   */
  static Fields of(JsonNode node, String path) {
    if (!node.isObject()) {
      throw expected(path.isEmpty() ? "body" : path, "an object", node);
    }
    return new Fields(node, path);
  }

  String text(String name, int longest) {
    return checkedText(at(name), required(name, "text"), longest);
  }

  String text(String name, int longest, String otherwise) {
    JsonNode value = optional(name);
    return value == null ? otherwise : checkedText(at(name), value, longest);
  }

  @Nullable String optionalText(String name, int longest) {
    JsonNode value = optional(name);
    return value == null ? null : checkedText(at(name), value, longest);
  }

  int integer(String name, int least, int most) {
    return (int) number(at(name), required(name, range(least, most)), least, most);
  }

  int integer(String name, int least, int most, int otherwise) {
    JsonNode value = optional(name);
    return value == null ? otherwise : (int) number(at(name), value, least, most);
  }

  @Nullable Integer optionalInteger(String name, int least, int most) {
    JsonNode value = optional(name);
    return value == null ? null : (Integer) (int) number(at(name), value, least, most);
  }

  @Nullable Long optionalLong(String name) {
    JsonNode value = optional(name);
    return value == null ? null : number(at(name), value, 0, Long.MAX_VALUE);
  }

  boolean flag(String name) {
    JsonNode value = optional(name);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw expected(at(name), "true or false", value);
    }
    return value.booleanValue();
  }

  @Nullable Duration optionalDuration(String name) {
    JsonNode value = optional(name);
    return value == null
        ? null
        : Durations.parse(value.isString() ? value.stringValue() : "")
            .orElseThrow(() -> expected(at(name), Durations.EXPECTED, value));
  }

  Duration duration(String name, Duration otherwise) {
    Duration value = optionalDuration(name);
    return value == null ? otherwise : value;
  }

  List<String> texts(String name, int most, int longest) {
    JsonNode value = optional(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray() || value.size() > most) {
      throw expected(at(name), "a list of at most " + most + " texts", value);
    }
    List<String> texts = new ArrayList<>(value.size());
    for (JsonNode item : value) {
      texts.add(checkedText(at(name) + "[" + texts.size() + "]", item, longest));
    }
    return texts;
  }

  Map<String, String> map(String name) {
    JsonNode value = optional(name);
    if (value == null) {
      return Map.of();
    }
    if (!value.isObject()) {
      throw expected(at(name), "an object of texts", value);
    }
    Map<String, String> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      String at = at(name) + "." + Shown.abridged(entry.getKey());
      Shown.checkStorable(at, entry.getKey());
      entries.put(entry.getKey(), checkedText(at, entry.getValue(), Integer.MAX_VALUE));
    }
    return entries;
  }

  /** What stands under a name, whatever it is; null where there is nothing. */
  @Nullable JsonNode optionalNode(String name) {
    return optional(name);
  }

  /** Nothing may be left out here by a null. */
  void refuseNull(String name, String what) {
    JsonNode value = node.get(name);
    if (value != null && value.isNull()) {
      throw expected(at(name), what, value);
    }
  }

  /** The object under a name; null where there is none. */
  @Nullable Fields optionalObject(String name) {
    JsonNode value = optional(name);
    return value == null ? null : of(value, at(name));
  }

  /**
   * The objects under the names of an object, in their order. What is none stands for an object
   * that has it under one name.
   */
  Map<String, Fields> objects(String name, String alone) {
    JsonNode value = optional(name);
    if (value == null) {
      return Map.of();
    }
    if (!value.isObject()) {
      throw expected(at(name), "an object", value);
    }
    Map<String, Fields> objects = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      String at = at(name) + "." + Shown.abridged(entry.getKey());
      Shown.checkStorable(at, entry.getKey());
      JsonNode each = entry.getValue();
      objects.put(
          entry.getKey(),
          of(each.isObject() ? each : JsonNodeFactory.instance.objectNode().set(alone, each), at));
    }
    return objects;
  }

  /** Refuses what nobody asked for: to be called when all was read. */
  void end() {
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        throw RefusedException.invalid(
            at(Shown.abridged(name))
                + ": unknown field, expected "
                + (known.isEmpty() ? "none" : "one of " + new TreeSet<>(known)));
      }
    }
  }

  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  static RefusedException expected(String at, String what, JsonNode actual) {
    return RefusedException.invalid(at + ": expected " + what + ", got " + Shown.value(actual));
  }

  private @Nullable JsonNode optional(String name) {
    known.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private JsonNode required(String name, String what) {
    known.add(name);
    JsonNode value = node.get(name);
    if (value == null) {
      throw RefusedException.invalid(at(name) + ": expected " + what + ", got nothing");
    }
    return value;
  }

  private static String checkedText(String at, JsonNode value, int longest) {
    if (!value.isString()) {
      throw expected(at, "text", value);
    }
    String text = value.stringValue();
    if (text.length() > longest) {
      throw RefusedException.invalid(
          at + ": expected at most " + longest + " characters, got " + text.length());
    }
    Shown.checkStorable(at, text);
    return text;
  }

  private static long number(String at, JsonNode value, long least, long most) {
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      throw expected(at, range(least, most), value);
    }
    return value.longValue();
  }

  private static String range(long least, long most) {
    return most == Long.MAX_VALUE
        ? "a whole number, at least " + least
        : "a whole number of " + least + " to " + most;
  }
}
