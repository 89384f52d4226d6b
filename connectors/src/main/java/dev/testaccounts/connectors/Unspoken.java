package dev.testaccounts.connectors;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What may not be in any message, because it is secret. A service that is told secrets may repeat
 * them, whole or in part.
 */
record Unspoken(Collection<String> secrets) {

  /** So much of a secret is already too much. */
  private static final int PART = 6;

  private static final int LONGEST = 200;

  /** A text of the service on one line of bounded length; null where it holds part of a secret. */
  @Nullable String harmless(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String secret : secrets) {
      if (isIn(lower, secret.toLowerCase(Locale.ROOT))) {
        return null;
      }
    }
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  private static boolean isIn(String text, String secret) {
    int part = Math.min(PART, secret.length());
    for (int from = 0; part > 0 && from + part <= secret.length(); from++) {
      if (text.contains(secret.substring(from, from + part))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "Unspoken[" + secrets.size() + "]";
  }
}
