package dev.testaccounts.samples.e2e;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a server has acknowledged, kept outside of it: the truth that a killed server is held to.
 * Thread-safe.
 */
final class Journal {

  /** How a lease stands in the eyes of its holder. */
  enum Standing {
    HELD,
    /** A release was sent, and no answer has come: either is right. */
    RELEASING,
    RELEASED
  }

  record HeldLease(String id, String account, String username, String password, long epoch) {}

  private final Map<String, HeldLease> leases = new ConcurrentHashMap<>();
  private final Map<String, Standing> standing = new ConcurrentHashMap<>();
  private final Map<String, Integer> jobs = new ConcurrentHashMap<>();
  private final Set<String> created = ConcurrentHashMap.newKeySet();
  private final Set<String> cleanups = ConcurrentHashMap.newKeySet();

  void created(String username) {
    created.add(username);
  }

  /**
   * A clean-up of the simple accounts was sent: what was created before it may be gone from now on.
   */
  void simpleCleanupSent() {
    created.clear();
  }

  void leased(HeldLease lease) {
    leases.put(lease.id(), lease);
    standing.put(lease.id(), Standing.HELD);
  }

  void releaseSent(String lease) {
    standing.put(lease, Standing.RELEASING);
  }

  void released(String lease) {
    standing.put(lease, Standing.RELEASED);
  }

  void job(String id, int total) {
    jobs.put(id, total);
  }

  void cleanup(String job) {
    cleanups.add(job);
  }

  Set<String> created() {
    return Set.copyOf(created);
  }

  Map<String, HeldLease> leases() {
    return Map.copyOf(leases);
  }

  Standing standing(String lease) {
    return standing.getOrDefault(lease, Standing.RELEASING);
  }

  Map<String, Integer> jobs() {
    return Map.copyOf(jobs);
  }

  Set<String> cleanups() {
    return Set.copyOf(cleanups);
  }
}
