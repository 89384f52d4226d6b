package dev.testaccounts.web;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A stranger's words in our messages: short, quoted, one line. */
final class Shown {

  private static final int LONGEST = 80;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private Shown() {}

  static String abridged(String text) {
    String line = CONTROL.matcher(text).replaceAll("?");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  static String quoted(String text) {
    return "'" + abridged(text) + "'";
  }

  static String value(JsonNode node) {
    if (node.isString()) {
      return quoted(node.stringValue());
    }
    if (node.isObject()) {
      return "an object";
    }
    if (node.isMissingNode()) {
      return "nothing";
    }
    return node.isArray() ? "a list of " + node.size() : abridged(node.toString());
  }

  /**
   * Refuses text that not every store can keep: NUL (PostgreSQL has none) and half a surrogate pair
   * (UTF-8 has none).
   */
  static void checkStorable(String at, String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == 0) {
        throw RefusedException.invalid(at + ": expected text without NUL characters");
      }
      if (Character.isSurrogate(unit)) {
        if (i + 1 == text.length() || !Character.isSurrogatePair(unit, text.charAt(i + 1))) {
          throw RefusedException.invalid(at + ": expected well-formed Unicode text");
        }
        i++;
      }
    }
  }
}
