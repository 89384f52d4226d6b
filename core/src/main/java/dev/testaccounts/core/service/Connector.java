package dev.testaccounts.core.service;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Port: talks to one service. Every operation blocks its (virtual) thread for at most {@link
 * Limits#longestCall()}, never throws for what the service does, and never follows a redirect.
 * Thread-safe.
 */
public interface Connector {

  Set<Capability> capabilities();

  /** Makes the account: Done, Conflict, Rejected, NotDone, Held or Unknown. */
  Reply create(Identity identity);

  /** Removes the account: Done, Absent, Rejected, NotDone, Held or Unknown. */
  Reply delete(Identity identity);

  /**
   * Asks for the account: Done, Absent, Conflict where the name is provably somebody else's,
   * Rejected, NotDone, Held or Unknown. Only with {@link Capability#EXISTS}.
   */
  Reply exists(Identity identity);

  /**
   * Cleans the account in place: Done, Absent, Rejected, NotDone, Held or Unknown. Only with {@link
   * Capability#RESET}.
   */
  Reply reset(Identity identity);

  /**
   * Which accounts the service has, in parts. Only with {@link Capability#LIST}.
   *
   * @param from where a part said that the rest begins; null for the beginning
   */
  default Listing list(@Nullable String from) {
    throw new UnsupportedOperationException("this service cannot list its accounts");
  }

  /**
   * Asks whether the service is there and lets us in: Done, Rejected, NotDone, Held or Unknown.
   * Only with {@link Capability#CHECK}.
   */
  default Reply check() {
    throw new UnsupportedOperationException("this service has nothing to ask for");
  }

  /**
   * The request that an operation would send, for a made-up account; nothing is sent. Empty where
   * there is no such operation.
   *
   * @param operation by the word of the declaration, such as {@code create}
   */
  default Optional<ShownRequest> shown(String operation) {
    return Optional.empty();
  }

  /**
   * Whether what waits for its turn goes in one call with all else that waits: then more should
   * wait than there are places.
   */
  default boolean gathers() {
    return false;
  }

  /** Signs in as the account. Only with {@link Capability#SIGN_IN}. */
  default SignIn signIn(Identity identity) {
    throw new UnsupportedOperationException("this service has no sign-in");
  }
}
