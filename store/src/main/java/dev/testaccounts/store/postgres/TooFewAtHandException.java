package dev.testaccounts.store.postgres;

import java.io.Serial;

/** Others are at accounts that a claim lacks: nobody knows yet whether they will be free. */
final class TooFewAtHandException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  TooFewAtHandException() {
    super("others are at accounts that are wanted: to be made again, in turn", null, false, false);
  }
}
