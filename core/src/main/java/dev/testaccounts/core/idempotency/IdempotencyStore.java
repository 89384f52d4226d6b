package dev.testaccounts.core.idempotency;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.secret.SealedSecret;
import java.time.Instant;
import java.util.List;

/**
 * Port: keeps which keys were used, and the answers. Every write is durable when it returns.
 * Thread-safe.
 */
public interface IdempotencyStore {

  /** Takes a key for a request, before the request has any effect. */
  Taken take(Taking taking);

  /** Keeps the answer of an operation. Does nothing where another has taken the key over. */
  void keep(String project, String key, Id operation, SealedSecret answer);

  /** Gives a key back whose request had no effect. Does nothing where it is answered. */
  void giveBack(String project, String key, Id operation);

  /** Lets the key of an operation be taken over at once. Does nothing where it is answered. */
  void letGo(String project, String key, Id operation, Instant now);

  /** Keeps keys from being taken over. Does nothing for those that are answered, or another's. */
  void prolong(List<Held> held, Instant until);

  /**
   * Lets every key that is taken be taken over at once: for a store that only one process can have,
   * when that process starts. Returns how many there were.
   */
  int reclaimAll(Instant now);

  /** Forgets keys that were first used before a time. Returns how many there were. */
  int forget(Instant before, int limit);

  /**
   * A request for a key.
   *
   * @param project whose key it is
   * @param key what the caller calls its request
   * @param fingerprint what tells one request from another
   * @param operation the id of what the request makes, where the key is new
   * @param now the time
   * @param until until when nobody else may take it over
   */
  record Taking(
      String project, String key, String fingerprint, Id operation, Instant now, Instant until) {}

  /** A key, and the operation that has it. */
  record Held(String project, String key, Id operation) {}

  /** What came of it. */
  sealed interface Taken {

    /** It is the caller's, and nobody had it before. */
    record First(Id operation) implements Taken {}

    /**
     * It is the caller's; another had it and gave no answer. What the operation made may be there.
     */
    record Again(Id operation) implements Taken {}

    /** It was answered. */
    record Answered(SealedSecret answer) implements Taken {}

    /** The key belongs to a request that said something else. */
    record OtherRequest() implements Taken {}

    /** Another is at it. */
    record UnderWay() implements Taken {}
  }
}
