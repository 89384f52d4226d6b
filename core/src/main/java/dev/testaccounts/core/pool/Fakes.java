package dev.testaccounts.core.pool;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Port: data of people that there are not, such as a first name. In a pool's texts {@code
 * {faker:name.firstName}} stands for it. Thread-safe.
 */
@FunctionalInterface
public interface Fakes {

  /** How an expression stands in a text. */
  Pattern PLACEHOLDER = Pattern.compile("\\{(faker:([A-Za-z]{1,40}[.][A-Za-z]{1,40}))}");

  /**
   * Another one each time.
   *
   * @param expression a group and a word of it
   * @return empty where there is no such expression
   */
  Optional<String> make(String expression);

  /** The expressions in a text, each once. */
  static List<String> in(String text) {
    return PLACEHOLDER.matcher(text).results().map(found -> found.group(2)).distinct().toList();
  }
}
