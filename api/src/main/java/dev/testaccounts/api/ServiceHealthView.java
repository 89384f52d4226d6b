package dev.testaccounts.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a service does, as far as the calls of one server have shown. It begins anew when the server
 * starts and when the service is changed. Immutable.
 *
 * @param state {@link #CLOSED}, {@link #OPEN} or {@link #HALF_OPEN}: the circuit breaker's; never
 *     null
 * @param since when that began; never null
 * @param lastError what the last call that failed came to; null where none has failed
 * @param pausedUntil until when no call is sent; null where none is held back
 */
public record ServiceHealthView(
    String state, Instant since, @Nullable String lastError, @Nullable Instant pausedUntil) {

  /** Calls are sent. */
  public static final String CLOSED = "closed";

  /** Nearly all of the last calls failed: none is sent for a while. */
  public static final String OPEN = "open";

  /** A few calls try whether the service is well again. */
  public static final String HALF_OPEN = "half-open";
}
