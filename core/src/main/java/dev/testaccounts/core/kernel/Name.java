package dev.testaccounts.core.kernel;

import java.util.Optional;
import java.util.regex.Pattern;

/** The rule for names of services and pools: what fits in a URL, a label and a file name alike. */
public final class Name {

  private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private Name() {}

  /** The problem with a name; empty where it is a good one. */
  public static Optional<Problem> check(String what, String name) {
    if (FORM.matcher(name).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem.Invalid(
            "invalid-name",
            what
                + ": expected 1 to 63 lower-case letters, digits and inner hyphens, got '"
                + abridged(name)
                + "'"));
  }

  /** A stranger's text, cut so that it is short enough for a message. */
  public static String abridged(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
