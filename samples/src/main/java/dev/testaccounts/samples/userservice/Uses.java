package dev.testaccounts.samples.userservice;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Who uses which account now. Holders say so themselves, so the service sees by itself what a lease
 * is to prevent: two at once in one account, or an account that goes away under its holder. What it
 * saw stays on record.
 */
final class Uses {
  private final Map<String, String> holders = new ConcurrentHashMap<>();
  private final Queue<String> collisions = new ConcurrentLinkedQueue<>();

  /** Begins a use. Returns who is in the account already; null where nobody is. */
  @Nullable String begin(String username, String holder) {
    String present = holders.putIfAbsent(username, holder);
    if (present != null) {
      collisions.add(username + ": " + holder + " came while " + present + " was in it");
    }
    return present;
  }

  /** Ends a use. Returns false where it is not the holder's. */
  boolean end(String username, String holder) {
    return holders.remove(username, holder);
  }

  /** Notes that an account went away. */
  void deleted(String username) {
    String present = holders.get(username);
    if (present != null) {
      collisions.add(username + ": it was deleted while " + present + " was in it");
    }
  }

  /** Who is in which account now. */
  Map<String, String> now() {
    return new TreeMap<>(holders);
  }

  /** What should never have happened, in the order in which it did. */
  List<String> collisions() {
    return List.copyOf(collisions);
  }

  void forget() {
    holders.clear();
    collisions.clear();
  }
}
