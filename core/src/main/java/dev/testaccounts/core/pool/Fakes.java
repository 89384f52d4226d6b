package dev.testaccounts.core.pool;

import dev.testaccounts.core.account.Usernames;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Port: data of people that there are not, such as a first name. In a pool's texts {@code
 * {faker:name.firstName}} stands for it. Thread-safe.
 */
@FunctionalInterface
public interface Fakes {

  /** How an expression stands in a text; its group. */
  Pattern PLACEHOLDER = Pattern.compile("\\{" + Usernames.MADE_UP + "}");

  /**
   * Another one each time.
   *
   * @param expression a group and a word of it
   * @return empty where there is no such expression
   */
  Optional<String> make(String expression);

  /** The expressions in a text, in their order. */
  static Stream<String> in(String text) {
    return PLACEHOLDER.matcher(text).results().map(found -> found.group(1));
  }
}
