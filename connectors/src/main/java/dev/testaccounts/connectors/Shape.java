package dev.testaccounts.connectors;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a message says of JSON that was not expected. A name in it may be as secret as a value, as
 * some services put both anywhere, and as long.
 *
 * @param unspoken what may not be in any message; asked for only where there is something to say
 */
record Shape(Supplier<Unspoken> unspoken) {

  private static final int MOST_NAMES = 10;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

  String of(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> value.isEmpty() ? "an empty object" : "an object with " + names(value);
      case ARRAY -> "a list of something else";
      case STRING -> "text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      default -> "null";
    };
  }

  private String names(JsonNode object) {
    Unspoken secret = unspoken.get();
    List<String> names =
        object.propertyNames().stream()
            .filter(name -> NAME.matcher(name).matches() && secret.harmless(name) != null)
            .limit(MOST_NAMES)
            .toList();
    int more = object.size() - names.size();
    String others = names.isEmpty() ? more == 1 ? " property" : " properties" : " more";
    return Stream.concat(names.stream(), more == 0 ? Stream.empty() : Stream.of(more + others))
        .collect(Collectors.joining(", "));
  }
}
