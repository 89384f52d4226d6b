package dev.testaccounts.connectors;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came with an answer's status. It prints without its text: the service was told secrets, and
 * may repeat them.
 *
 * @param from what was asked for, where its relative links start; null where nobody needs to know
 * @param fields its headers, as they came
 * @param text its body; null where nobody asked for it
 */
record Received(@Nullable URI from, List<Field> fields, @Nullable String text) {

  private static final int LONGEST_TYPE = 60;

  static final Received NOTHING = new Received(List.of(), null);

  Received(List<Field> fields, @Nullable String text) {
    this(null, fields, text);
  }

  /** One header line. */
  record Field(String name, String value) {}

  /** The values of a header, in the order they came. */
  List<String> values(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /**
   * The media type without its parameters; "nothing" where there is none. What does not look like
   * one may be any text.
   */
  String type() {
    return values("Content-Type").stream()
        .findFirst()
        .map(value -> value.split(";", 2)[0].strip())
        .filter(value -> !value.isEmpty())
        .map(value -> isType(value) ? value : "a Content-Type that is none")
        .orElse("nothing");
  }

  private static boolean isType(String text) {
    return text.length() <= LONGEST_TYPE && text.matches("[\\w.+-]+/[\\w.+-]+");
  }

  @Override
  public String toString() {
    return "Received[" + type() + "]";
  }
}
