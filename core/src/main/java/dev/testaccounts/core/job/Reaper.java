package dev.testaccounts.core.job;

import dev.testaccounts.core.account.AccountLedger;
import dev.testaccounts.core.lease.Holds;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.lease.Leases;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Ends leases and holds whose time is over, and takes back accounts whose caller never came for
 * them. Thread-safe.
 */
public final class Reaper {

  private static final int BATCH = 500;
  private static final Duration RESERVATION = Duration.ofMinutes(1);

  private final LeaseStore store;
  private final Leases leases;
  private final Holds holds;
  private final AccountLedger ledger;
  private final InstantSource clock;

  public Reaper(
      LeaseStore store, Leases leases, Holds holds, AccountLedger ledger, InstantSource clock) {
    this.store = store;
    this.leases = leases;
    this.holds = holds;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** One round. Returns how many leases it ended; a full batch means that there may be more. */
  public int sweep() {
    ledger.dropReservations(clock.instant().minus(RESERVATION));
    holds.expire(clock.instant(), BATCH);
    List<Lease> overdue = store.overdue(clock.instant(), BATCH);
    return overdue.isEmpty() ? 0 : leases.expire(overdue);
  }
}
