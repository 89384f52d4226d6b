package dev.testaccounts.client;

import org.jspecify.annotations.Nullable;

/**
 * The server refused, failed or could not be reached. The message is for people; programs look at
 * {@link #code()}.
 */
public final class TamException extends RuntimeException {

  /** The code where there was no answer at all. */
  public static final String UNREACHABLE = "unreachable";

  /** The code where there was no answer in time: what was asked for may have been done. */
  public static final String TIMEOUT = "timeout";

  /** The code where the waiting thread was interrupted: what was asked for may have been done. */
  public static final String INTERRUPTED = "interrupted";

  /** The code where what answered does not speak this API. */
  public static final String UNEXPECTED_ANSWER = "unexpected-answer";

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String detail;

  TamException(int status, String code, String detail) {
    super(code + ": " + detail);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }

  TamException(String code, String detail, @Nullable Throwable cause) {
    super(code + ": " + detail, cause);
    this.status = 0;
    this.code = code;
    this.detail = detail;
  }

  /** The HTTP status; 0 where there was no answer. */
  public int status() {
    return status;
  }

  /** One of the server's problem codes, or a constant of this class; never null. */
  public String code() {
    return code;
  }

  /** What, where, expected and actual; never null. */
  public String detail() {
    return detail;
  }
}
