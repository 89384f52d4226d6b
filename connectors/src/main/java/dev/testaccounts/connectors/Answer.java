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
   * @param received what came with it
   */
  record Status(int status, @Nullable Duration retryAfter, Received received) implements Answer {}

  /** Nothing was sent. */
  sealed interface Unsent extends Answer {}

  /**
   * Nothing was sent, because of how the service does or how many others call it.
   *
   * @param pause how long there is no point in trying again
   */
  record Held(String reason, Duration pause) implements Unsent {}

  /**
   * Nothing was sent: the guard refused, nobody listens, or a sign-on failed.
   *
   * @param retryAfter what the service asked for at the sign-on; null where it did not
   */
  record NotSent(String reason, boolean forGood, @Nullable Duration retryAfter) implements Unsent {

    NotSent(String reason, boolean forGood) {
      this(reason, forGood, null);
    }
  }

  /** Something may have been sent, and no whole answer came back. */
  record NoAnswer(String reason) implements Answer {}

  /** What speaks against the service's health; null where it answered as a service that is well. */
  static @Nullable String failure(Answer answer) {
    return switch (answer) {
      case Status(int status, var after, var received) when status == 429 || status >= 500 ->
          "the service answered " + status;
      case Status status -> null;
      case NotSent(String reason, boolean forGood, var after) -> forGood ? null : reason;
      case Held held -> null;
      case NoAnswer(String reason) -> reason;
    };
  }
}
