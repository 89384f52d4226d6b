package dev.testaccounts.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A path with its query, encoded. For one thread. */
final class Target {

  private final StringBuilder text = new StringBuilder();
  private char separator = '?';

  /**
   * @param segments the path's segments, not encoded
   */
  static Target of(String... segments) {
    Target target = new Target();
    for (String segment : segments) {
      target.text.append('/').append(encoded(segment));
    }
    return target;
  }

  /** Adds a parameter; none for null. */
  Target with(String name, @Nullable Object value) {
    if (value != null) {
      text.append(separator).append(name).append('=').append(encoded(value.toString()));
      separator = '&';
    }
    return this;
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
