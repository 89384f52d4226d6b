package dev.testaccounts.app;

/** The server cannot start; the message says why, for a person to read. */
public final class StartException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean portTaken;

  StartException(String message) {
    super(message);
    this.portTaken = false;
  }

  StartException(RuntimeException cause, boolean portTaken) {
    super(String.valueOf(cause.getMessage()), cause);
    this.portTaken = portTaken;
  }

  /** Whether another port might do. */
  public boolean portTaken() {
    return portTaken;
  }
}
