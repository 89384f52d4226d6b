package dev.testaccounts.connectors.declaration;

import java.util.Set;

/**
 * Whether and how changes go together in one request (RFC 7644, section 3.7), where the service
 * offers that.
 *
 * @param most how many at most; 1 for never
 * @param failOnErrors after so many errors the service goes no further; 0 for never
 */
public record BulkRule(int most, int failOnErrors) {

  private static final int MOST = 1_000;

  static final BulkRule USUAL = new BulkRule(100, 0);
  static final BulkRule NEVER = new BulkRule(1, 0);

  /** Reads {@code true}, {@code false}, or an object. */
  static BulkRule read(Said said) {
    if (said.node().isBoolean()) {
      return said.flag() ? USUAL : NEVER;
    }
    if (!said.node().isObject()) {
      throw said.expected("true, false or an object");
    }
    said.object(Set.of("operations", "failOnErrors"));
    Said most = said.optional("operations");
    Said errors = said.optional("failOnErrors");
    return new BulkRule(
        most == null ? USUAL.most : most.number(1, MOST),
        errors == null ? USUAL.failOnErrors : errors.number(1, MOST));
  }

  public boolean isUsed() {
    return most > 1;
  }
}
