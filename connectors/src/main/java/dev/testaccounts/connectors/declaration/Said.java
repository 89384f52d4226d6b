package dev.testaccounts.connectors.declaration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** A value of a declaration and where it stands. Reads strictly: every mistake names its place. */
record Said(JsonNode node, String path) {

  private static final int SHOWN = 60;

  /** The value under a name; null where there is none. */
  @Nullable Said optional(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : new Said(value, path + "." + name);
  }

  Said required(String name, String what) {
    Said value = optional(name);
    if (value == null) {
      throw new InvalidDeclarationException(
          path + "." + name, "expected " + what + ", got nothing");
    }
    return value;
  }

  /** An object that holds only these names. */
  Said object(Set<String> names) {
    object();
    for (String name : node.propertyNames()) {
      if (!names.contains(name)) {
        throw new InvalidDeclarationException(
            path + "." + shown(name), "unknown field, expected one of " + new TreeSet<>(names));
      }
    }
    return this;
  }

  Said object() {
    if (!node.isObject()) {
      throw expected("an object");
    }
    return this;
  }

  String text() {
    if (!node.isString()) {
      throw expected("text");
    }
    return node.stringValue();
  }

  String text(String name, String otherwise) {
    Said value = optional(name);
    return value == null ? otherwise : value.text();
  }

  /** A number or a flag as the text that it is written by. */
  Said asText() {
    return new Said(StringNode.valueOf(node.asString()), path);
  }

  boolean flag() {
    if (!node.isBoolean()) {
      throw expected("true or false");
    }
    return node.booleanValue();
  }

  int number(int least, int most) {
    if (!node.isIntegralNumber()
        || !node.canConvertToInt()
        || node.intValue() < least
        || node.intValue() > most) {
      throw expected("a whole number of " + least + " to " + most);
    }
    return node.intValue();
  }

  List<Said> items() {
    if (!node.isArray()) {
      throw expected("a list");
    }
    List<Said> items = new ArrayList<>();
    node.forEach(each -> items.add(new Said(each, path + "[" + items.size() + "]")));
    return items;
  }

  /** Reads each value of an object, in the order of the text. */
  <T> Map<String, T> map(Function<Said, T> read) {
    object();
    Map<String, T> map = new LinkedHashMap<>();
    node.properties()
        .forEach(
            each ->
                map.put(
                    each.getKey(),
                    read.apply(new Said(each.getValue(), path + "." + each.getKey()))));
    return map;
  }

  InvalidDeclarationException expected(String what) {
    return refused("expected " + what + ", got " + shown(node.toString()));
  }

  InvalidDeclarationException refused(String reason) {
    return new InvalidDeclarationException(path, reason);
  }

  static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
