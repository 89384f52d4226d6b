package dev.testaccounts.connectors;

import java.time.DateTimeException;
import java.time.Instant;
import org.apache.hc.client5.http.cookie.MalformedCookieException;
import org.apache.hc.client5.http.impl.cookie.BasicClientCookie;
import org.apache.hc.client5.http.impl.cookie.LaxExpiresHandler;
import org.jspecify.annotations.Nullable;

/**
 * One line of a service that hands out a cookie, or takes one back (RFC 6265, section 5.2).
 *
 * @param isOver whether its life is over as it comes, which is how a cookie is taken back
 */
record SetCookie(String name, String value, boolean isOver) {

  /** Null where it holds no cookie, or one without a name or a value. */
  static @Nullable SetCookie read(String line, Instant now) {
    String[] parts = line.split(";", -1);
    String[] pair = pair(parts[0]);
    return pair[0].isEmpty() || pair[1].isEmpty()
        ? null
        : new SetCookie(pair[0], pair[1], isOver(parts, now));
  }

  private static String[] pair(String part) {
    int end = part.indexOf('=');
    return end < 0
        ? new String[] {part.strip(), ""}
        : new String[] {part.substring(0, end).strip(), part.substring(end + 1).strip()};
  }

  /** A number of seconds goes before a date, and of several alike the last holds. */
  private static boolean isOver(String[] parts, Instant now) {
    Boolean byAge = null;
    boolean byDate = false;
    for (int i = 1; i < parts.length; i++) {
      String[] attribute = pair(parts[i]);
      if (attribute[0].equalsIgnoreCase("Max-Age") && attribute[1].matches("-?[0-9]+")) {
        byAge = attribute[1].matches("-.*|0+");
      } else if (attribute[0].equalsIgnoreCase("Expires")) {
        byDate = isPast(attribute[1], now);
      }
    }
    return byAge == null ? byDate : byAge;
  }

  /** Dates in cookies come in more forms than in any other header. */
  private static boolean isPast(String date, Instant now) {
    BasicClientCookie cookie = new BasicClientCookie("any", "");
    try {
      LaxExpiresHandler.INSTANCE.parse(cookie, date);
    } catch (MalformedCookieException | DateTimeException e) {
      return false;
    }
    Instant end = cookie.getExpiryInstant();
    return end != null && !end.isAfter(now);
  }
}
