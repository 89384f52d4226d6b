package dev.testaccounts.web;

/** The address the server was to listen on is taken by another process. */
public final class PortTakenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int port;

  PortTakenException(String bind, int port, Throwable cause) {
    super("port " + port + " on " + bind + " is taken by another process", cause);
    this.port = port;
  }

  /** The port that was wanted. */
  public int port() {
    return port;
  }
}
