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
  private int simpleCleanups;
  private final Set<String> created = ConcurrentHashMap.newKeySet();
  private final Set<String> cleanups = ConcurrentHashMap.newKeySet();

  /**
   * How often a clean-up of the simple accounts has begun or ended; to be asked before a creation
   * is sent.
   */
  synchronized int simpleCleanups() {
    return simpleCleanups;
  }

  /**
   * An account was created; it counts unless a clean-up that began or ended meanwhile may have
   * taken it.
   */
  synchronized void created(String username, int cleanupsBefore) {
    if (simpleCleanups == cleanupsBefore) {
      created.add(username);
    }
  }

  /**
   * A clean-up of the simple accounts begins or ends: what was created before may be gone from now
   * on.
   */
  synchronized void simpleCleanup() {
    simpleCleanups++;
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
