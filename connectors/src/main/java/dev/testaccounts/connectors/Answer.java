package dev.testaccounts.connectors;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a {@link Call}. */
sealed interface Answer {

  /**
   * The service answered.
   *
   * @param status the HTTP status
   * @param retryAfter its Retry-After; null where it gave none that can be read
   */
  record Status(int status, @Nullable Duration retryAfter) implements Answer {}

  /** Nothing was sent: the guard refused, nobody listens, or no place was free in time. */
  record NotSent(String reason, boolean forGood) implements Answer {}

  /** Something may have been sent, and no whole answer came back. */
  record NoAnswer(String reason) implements Answer {}
}
