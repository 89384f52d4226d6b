package dev.testaccounts.samples.userservice;

import java.net.URI;
import java.util.Locale;

/**
 * A way to misbehave, for the next calls that match. Faults queue: the first one that matches a
 * call is the one that spoils it.
 *
 * @param target which calls it spoils
 * @param effect what happens to them
 * @param times how many calls it spoils, from 1 to {@value #MOST_TIMES}
 */
public record Fault(Target target, Effect effect, int times) {
  /** The most calls that one fault can spoil. */
  public static final int MOST_TIMES = 1_000_000;

  /** Checks the count. */
  public Fault {
    if (times < 1 || times > MOST_TIMES) {
      throw new IllegalArgumentException("times is 1 to " + MOST_TIMES + ", not " + times);
    }
  }

  /** A fault for the next matching call. */
  public static Fault on(Target target, Effect effect) {
    return new Fault(target, effect, 1);
  }

  /** The same fault for the next {@code count} matching calls. */
  public Fault times(int count) {
    return new Fault(target, effect, count);
  }

  /** Which calls a fault spoils. A sign-in is never spoiled. */
  public enum Target {
    /** Calls that create an account. */
    CREATE,
    /** Calls that delete an account. */
    DELETE,
    /** Calls that create or delete an account. */
    ANY;

    boolean covers(Call call) {
      return switch (this) {
        case CREATE -> call == Call.CREATE;
        case DELETE -> call == Call.DELETE;
        case ANY -> call != Call.LOGIN;
      };
    }
  }

  /** What happens to a spoiled call. */
  public sealed interface Effect {
    /** The word for it on the wire and in the history, for example {@code lose}. */
    default String word() {
      return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Answers with a status and does nothing.
   *
   * @param status the HTTP status, 300 to 599
   * @param retryAfter seconds for a {@code Retry-After} header; 0 sends none
   */
  public record Fail(int status, int retryAfter) implements Effect {
    /** Checks both numbers. */
    public Fail {
      if (status < 300 || status > 599) {
        throw new IllegalArgumentException("status is 300 to 599, not " + status);
      }
      if (retryAfter < 0) {
        throw new IllegalArgumentException("retryAfter is at least 0, not " + retryAfter);
      }
    }

    /** Answers with a status and no {@code Retry-After}. */
    public Fail(int status) {
      this(status, 0);
    }
  }

  /** Never answers, until the client goes or the service closes, and does nothing. */
  public record Hang() implements Effect {}

  /** Does what was asked, then closes the connection without a byte of an answer. */
  public record Lose() implements Effect {}

  /** Answers 200 as if it had worked, and does nothing. */
  public record Lie() implements Effect {}

  /** Answers 200 with a page of HTML, and does nothing. */
  public record Garbage() implements Effect {}

  /**
   * Answers 307 to another place, and does nothing.
   *
   * @param location where to; an absolute http or https URI
   */
  public record Redirect(URI location) implements Effect {
    /** Checks the location. */
    public Redirect {
      if (location.getHost() == null || !("" + location.getScheme()).matches("https?")) {
        throw new IllegalArgumentException(
            "location is an absolute http or https URI, not " + location);
      }
    }
  }
}
