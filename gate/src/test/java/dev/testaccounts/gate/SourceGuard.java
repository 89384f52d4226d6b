package dev.testaccounts.gate;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One rule over sources, together with the planted sources that must trip it.
 *
 * @param promise what it holds, in words
 * @param rule says what is wrong, a line each; nothing where it holds
 * @param planted sources by path that break it
 * @param trips what the rule must say of them, each in a line of its own; there may be no other
 *     lines
 */
record SourceGuard(
    String promise,
    Function<List<SourceFile>, List<String>> rule,
    Map<String, String> planted,
    List<String> trips) {

  @Override
  public String toString() {
    return promise;
  }
}
