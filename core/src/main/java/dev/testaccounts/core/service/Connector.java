package dev.testaccounts.core.service;

import java.util.Set;

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
   * Asks for the account: Done, Absent, Rejected, NotDone, Held or Unknown. Only with {@link
   * Capability#EXISTS}.
   */
  Reply exists(Identity identity);

  /**
   * Cleans the account in place: Done, Absent, Rejected, NotDone, Held or Unknown. Only with {@link
   * Capability#RESET}.
   */
  Reply reset(Identity identity);
}
