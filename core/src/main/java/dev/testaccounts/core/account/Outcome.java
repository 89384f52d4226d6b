package dev.testaccounts.core.account;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a worker's attempt on one enrollment came to. */
public sealed interface Outcome {

  /** What is known of the service now. */
  Observed observed();

  /** The same, told as of a service, unless it is told so already. */
  default Outcome of(String service) {
    String begin = "service '" + service + "': ";
    UnaryOperator<String> told = text -> text.startsWith(begin) ? text : begin + text;
    return switch (this) {
      case Converged _, Asked _ -> this;
      case Retry(Observed seen, Instant at, String error, Instant until) ->
          new Retry(seen, at, told.apply(error), until);
      case Deferred(Observed seen, Instant at, String reason, Instant until) ->
          new Deferred(seen, at, told.apply(reason), until);
      case Failed(Observed seen, String error, Instant until) ->
          new Failed(seen, told.apply(error), until);
    };
  }

  /**
   * What should be, is.
   *
   * @param remoteId what the service calls the account; null where it does not say
   * @param unsettledUntil until when an earlier create of ours could still take effect; null where
   *     none can
   */
  record Converged(Observed observed, @Nullable String remoteId, @Nullable Instant unsettledUntil)
      implements Outcome {

    public Converged(Observed observed, @Nullable String remoteId) {
      this(observed, remoteId, null);
    }
  }

  /** Nobody has the name there: the account may be made, as one that may have been from then on. */
  record Asked() implements Outcome {

    @Override
    public Observed observed() {
      return Observed.ABSENT;
    }
  }

  /**
   * Not yet.
   *
   * @param at when to try again
   * @param unsettledUntil until when a call of ours could still take effect; null where none can
   */
  record Retry(Observed observed, Instant at, String error, @Nullable Instant unsettledUntil)
      implements Outcome {}

  /**
   * Not yet, because the service is not to be called for now: nothing was tried, so that it is no
   * failure.
   *
   * @param at when to try again
   * @param unsettledUntil until when a call of ours could still take effect; null where none can
   */
  record Deferred(Observed observed, Instant at, String reason, @Nullable Instant unsettledUntil)
      implements Outcome {}

  /**
   * Never, unless somebody changes something.
   *
   * @param unsettledUntil until when a create of ours could still take effect; null where none can
   */
  record Failed(Observed observed, String error, @Nullable Instant unsettledUntil)
      implements Outcome {

    public Failed(Observed observed, String error) {
      this(observed, error, null);
    }
  }
}
