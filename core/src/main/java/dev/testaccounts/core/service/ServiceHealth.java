package dev.testaccounts.core.service;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a service does, as far as the calls of this process have shown.
 *
 * @param state what is done about it
 * @param since when that began
 * @param lastError what the last call that failed came to; null where none has failed
 * @param pausedUntil until when no call is sent; null where none is held back
 */
public record ServiceHealth(
    State state, Instant since, @Nullable String lastError, @Nullable Instant pausedUntil) {

  /** How many calls at a time try out whether a sick service is well again. */
  public static final int PROBES = 3;

  /** Of the circuit breaker. */
  public enum State {
    /** Calls are sent. */
    CLOSED,
    /** Nearly all of the last calls failed: none is sent for a while. */
    OPEN,
    /** The while is over: a few calls try whether the service is well again. */
    HALF_OPEN
  }

  /** A service that nothing is known against. */
  public static ServiceHealth well(Instant since) {
    return new ServiceHealth(State.CLOSED, since, null, null);
  }

  /** How many calls there is a point in beginning now. */
  public int room(Instant now) {
    if (pausedUntil != null && now.isBefore(pausedUntil)) {
      return 0;
    }
    return state == State.CLOSED ? Integer.MAX_VALUE : PROBES;
  }
}
