package dev.testaccounts.core.service;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one remote operation. The two kinds of failure differ in what may be true of the
 * service afterwards.
 */
public sealed interface Reply {

  /**
   * The service did it, or says that it is so.
   *
   * @param remoteId what the service calls the account; null where it does not say
   */
  record Done(@Nullable String remoteId) implements Reply {}

  /** To create: the name is taken. */
  record Conflict(String reason) implements Reply {}

  /** To delete, reset or exists: there is no such account. */
  record Absent() implements Reply {}

  /**
   * The service refuses for good (bad credentials, invalid data): trying again unchanged is
   * useless. Nothing was done.
   */
  record Rejected(String reason) implements Reply {}

  /**
   * It surely did not happen (nothing was sent, or the service said so before acting), and may work
   * later.
   *
   * @param retryAfter what the service asked for; null where it did not
   */
  record NotDone(String reason, @Nullable Duration retryAfter) implements Reply {}

  /**
   * It was not even sent, because of how the service does or how many others call it. That says
   * nothing about the account.
   *
   * @param pause how long there is no point in trying again
   */
  record Held(String reason, Duration pause) implements Reply {}

  /**
   * It may or may not have happened: no answer, or an answer that tells nothing (5xx, garbage).
   *
   * @param retryAfter what the service asked for; null where it did not
   */
  record Unknown(String reason, @Nullable Duration retryAfter) implements Reply {

    public Unknown(String reason) {
      this(reason, null);
    }
  }
}
