package dev.testaccounts.store.postgres;

import java.io.Serial;

/**
 * Something was in the way: another replica, or a connection that was cut. Nothing was written, and
 * it can be tried again.
 */
final class InTheWayException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  InTheWayException(String message, Throwable cause) {
    super(message, cause);
  }
}
