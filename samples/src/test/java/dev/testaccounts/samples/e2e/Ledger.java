package dev.testaccounts.samples.e2e;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What TAM has on record, whichever way one looks at it. */
interface Ledger {

  /** A lease that has not ended. */
  record LiveLease(String id, String account, long epoch) {}

  /**
   * The accounts that exist, by name, with their states as the API writes them, and those of the
   * given names that are deleted; more deleted ones may be among them.
   */
  Map<String, String> accounts(Set<String> names) throws Exception;

  /** Every lease that has not ended; one that stands there twice is there twice. */
  List<LiveLease> liveLeases() throws Exception;

  /** Of how many items the jobs consist, by their ids; those that are not on record are missing. */
  Map<String, Integer> jobs(Set<String> ids) throws Exception;
}
