package dev.testaccounts.gate;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;

/**
 * One rule over class files, together with the planted code that must trip it. A rule cannot be
 * listed without.
 *
 * @param promise what it holds, in words
 * @param over the classes it is checked on
 * @param rule the rule for the code below a root package: the product's or the planted one
 * @param planted the package below {@code dev.testaccounts.gate.planted} that breaks it
 * @param trips what the failure must say, each in a line of its own; there may be no other lines
 */
record Guard(
    String promise,
    Over over,
    Function<String, ArchRule> rule,
    String planted,
    List<String> trips) {

  /** Which of the product's classes. */
  enum Over {
    SHIPPED,
    TESTS,
    ALL
  }

  @Override
  public String toString() {
    return promise;
  }
}
