package dev.testaccounts.core.kernel;

import java.util.Map;
import java.util.Optional;

/** The limits on labels and attributes: few, short, never empty keys. */
public final class Labels {

  private static final int MOST = 64;
  private static final int LONGEST_KEY = 63;
  private static final int LONGEST_VALUE = 1024;

  private Labels() {}

  /** The first problem with a map of labels; empty where all are good. */
  public static Optional<Problem> check(String what, Map<String, String> labels) {
    if (labels.size() > MOST) {
      return invalid(what + ": expected at most " + MOST + " entries, got " + labels.size());
    }
    return labels.entrySet().stream()
        .flatMap(entry -> entryProblem(what, entry).stream())
        .findFirst();
  }

  private static Optional<Problem> entryProblem(String what, Map.Entry<String, String> entry) {
    if (entry.getKey().isEmpty() || entry.getKey().length() > LONGEST_KEY) {
      return invalid(
          what
              + ": expected keys of 1 to "
              + LONGEST_KEY
              + " characters, got '"
              + Name.abridged(entry.getKey())
              + "'");
    }
    if (entry.getValue().length() > LONGEST_VALUE) {
      return invalid(
          what
              + "."
              + entry.getKey()
              + ": expected at most "
              + LONGEST_VALUE
              + " characters, got "
              + entry.getValue().length());
    }
    return Optional.empty();
  }

  private static Optional<Problem> invalid(String detail) {
    return Optional.of(new Problem.Invalid("invalid-request", detail));
  }
}
