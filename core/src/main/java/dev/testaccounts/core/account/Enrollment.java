package dev.testaccounts.core.account;

import dev.testaccounts.core.kernel.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account's presence in one service: what should be, and what is known.
 *
 * @param account the account
 * @param service the service
 * @param rank its place in the order of {@code dependsOn}: lower ones are created first and deleted
 *     last
 * @param desired what should be
 * @param observed what is known
 * @param stale whether it was used, and must be cleaned before the account may be free
 * @param remoteId what the service calls it; null where it does not say
 * @param attempts how often it was claimed for work: the fence against a late worker
 * @param claimed whether a worker has it; {@code dueAt} is then when the claim runs out
 * @param failures failed attempts in a row
 * @param dueAt when it is to be worked on; null where nothing is to be done, or others come first
 * @param unsettledUntil until when a call of ours whose answer nobody has could still take effect;
 *     null where none can
 * @param lastError what the last failed attempt said; null after a success
 */
public record Enrollment(
    Id account,
    Id service,
    int rank,
    Desired desired,
    Observed observed,
    boolean stale,
    @Nullable String remoteId,
    int attempts,
    boolean claimed,
    int failures,
    @Nullable Instant dueAt,
    @Nullable Instant unsettledUntil,
    @Nullable String lastError) {

  /** A presence that is wanted and not yet begun, under a name that nobody else can have. */
  public static Enrollment intended(Id account, Id service, int rank) {
    return intended(account, service, rank, Observed.ABSENT);
  }

  /** The same under a name that somebody else may have. */
  public static Enrollment unasked(Id account, Id service, int rank) {
    return intended(account, service, rank, Observed.UNASKED);
  }

  private static Enrollment intended(Id account, Id service, int rank, Observed observed) {
    return new Enrollment(
        account,
        service,
        rank,
        Desired.PRESENT,
        observed,
        false,
        null,
        0,
        false,
        0,
        null,
        null,
        null);
  }

  /** Whether what is known is what should be. */
  public boolean satisfied() {
    return switch (desired) {
      case PRESENT -> observed == Observed.PRESENT && !stale;
      case ABSENT -> !observed.mayBeOurs();
    };
  }

  /** Wants another thing. Failures of the old wish do not count against the new one. */
  public Enrollment wanting(Desired next, boolean nowStale) {
    return new Enrollment(
        account,
        service,
        rank,
        next,
        observed,
        nowStale,
        remoteId,
        attempts,
        claimed,
        0,
        dueAt,
        unsettledUntil,
        lastError);
  }

  /**
   * Whoever has it is not heard any more. He may be at it until his claim ends, and nobody else is
   * before that.
   */
  Enrollment fenced() {
    return claimed
        ? new Enrollment(
            account,
            service,
            rank,
            desired,
            observed,
            stale,
            remoteId,
            attempts + 1,
            true,
            failures,
            dueAt,
            unsettledUntil,
            lastError)
        : this;
  }

  /** Due at a time; a claim that a worker still has keeps its own end. */
  public Enrollment due(@Nullable Instant at) {
    return claimed
        ? this
        : new Enrollment(
            account,
            service,
            rank,
            desired,
            observed,
            stale,
            remoteId,
            attempts,
            false,
            failures,
            at,
            unsettledUntil,
            lastError);
  }

  /**
   * Taken by a worker: one attempt more, due again when the claim ends. What was absent is unknown
   * from now on, because a create may take effect although its worker dies. Where the service is
   * yet to be asked, nothing is created in this attempt.
   */
  public Enrollment claimedUntil(Instant end) {
    boolean mayCreate = desired == Desired.PRESENT && observed != Observed.UNASKED;
    return new Enrollment(
        account,
        service,
        rank,
        desired,
        mayCreate && observed == Observed.ABSENT ? Observed.UNKNOWN : observed,
        stale,
        remoteId,
        attempts + 1,
        true,
        failures,
        end,
        mayCreate ? end : unsettledUntil,
        lastError);
  }

  /** Whether the present claim was taken when the account was still wanted here. */
  boolean claimedToCreate() {
    return claimed && dueAt != null && dueAt.equals(unsettledUntil);
  }

  /** Seen by a worker: the claim is over. */
  Enrollment observed(
      Observed now,
      boolean nowStale,
      @Nullable String nowRemoteId,
      int nowFailures,
      @Nullable Instant nextDue,
      @Nullable Instant nowUnsettled,
      @Nullable String error) {
    return new Enrollment(
        account,
        service,
        rank,
        desired,
        now,
        nowStale,
        nowRemoteId,
        attempts,
        false,
        nowFailures,
        nextDue,
        nowUnsettled,
        error);
  }
}
