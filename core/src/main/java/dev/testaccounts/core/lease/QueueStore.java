package dev.testaccounts.core.lease;

import dev.testaccounts.core.kernel.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Port: the queues of requests that wait for accounts. An account that falls free is leased to the
 * first of its pool's queue in the same commit. One who takes any account and waits for more than
 * there are stops the line; one who wants certain accounts only is passed over while there are
 * none. Whoever does not wait does not overtake. Thread-safe.
 */
public interface QueueStore {

  /**
   * Goes to the end of a queue, and is served at once where it is its turn and an account is free.
   * Does nothing where the lease, or its place, is there already.
   */
  void enter(Ticket ticket, Instant now);

  /**
   * Blocks until a lease is granted, but not longer than a time; may return early without reason.
   */
  void await(Id lease, Duration longest);

  /** Gives a place up. Nothing is left of it; a lease that was granted meanwhile stays. */
  void leave(String project, Id lease);

  /**
   * Serves those whose turn has come although no account fell free just now, and removes those who
   * wait no more. Returns how many were served.
   */
  int serve(Instant now);

  /** A pool's queue, the first first. */
  List<Ticket> queue(Id pool, int limit);

  /** How many accounts are waited for in each pool; a pool where nobody waits is not there. */
  Map<Id, Integer> waiting();
}
