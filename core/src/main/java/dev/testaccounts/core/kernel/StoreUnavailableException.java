package dev.testaccounts.core.kernel;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The store cannot answer now: its disk is full or gone, its database is away, or it is closed. A
 * fault, never mistaken for "there is none". Nothing of the failed call was kept half; it may work
 * later.
 */
public final class StoreUnavailableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message what could not be done, where and why; never holds a secret
   * @param cause what the store itself said; null where there was nothing
   */
  public StoreUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
