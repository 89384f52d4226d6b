package dev.testaccounts.api;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a lease: the body of {@code POST /v1/leases}. Immutable.
 *
 * @param pool the pool's name; never null
 * @param ttl how long, 1 s to the pool's {@code maxTtl}; null for what the pool says
 * @param labels run, job, test and whatever else finds it again, at most 64; never null
 * @param attributes what the account must carry, all of it; never null
 * @param accountLabels what its maker must have labelled the account with, all of it; never null
 * @param fresh whether the account must have been made for this lease alone
 * @param signIn whether the account is to be signed in, and the tokens handed out
 * @param priority 0 to 9, where it waits: the higher is served first; null for 5
 */
public record LeaseBody(
    String pool,
    @Nullable Duration ttl,
    Map<String, String> labels,
    Map<String, String> attributes,
    Map<String, String> accountLabels,
    boolean fresh,
    boolean signIn,
    @Nullable Integer priority) {

  /** Copies the maps. */
  public LeaseBody {
    labels = Map.copyOf(labels);
    attributes = Map.copyOf(attributes);
    accountLabels = Map.copyOf(accountLabels);
  }

  /** Any free account of a pool, for as long as the pool says. */
  public static LeaseBody from(String pool) {
    return new LeaseBody(pool, null, Map.of(), Map.of(), Map.of(), false, false, null);
  }

  /** The same for another time. */
  public LeaseBody withTtl(Duration other) {
    return new LeaseBody(pool, other, labels, attributes, accountLabels, fresh, signIn, priority);
  }

  /** The same with other labels. */
  public LeaseBody withLabels(Map<String, String> other) {
    return new LeaseBody(pool, ttl, other, attributes, accountLabels, fresh, signIn, priority);
  }

  /** The same, but for an account that was nobody's before. */
  public LeaseBody asFresh() {
    return new LeaseBody(pool, ttl, labels, attributes, accountLabels, true, signIn, priority);
  }

  /** The same, signed in to each service that has a sign-in. */
  public LeaseBody signedIn() {
    return new LeaseBody(pool, ttl, labels, attributes, accountLabels, fresh, true, priority);
  }

  /** The same with another place in the queue. */
  public LeaseBody withPriority(int other) {
    return new LeaseBody(pool, ttl, labels, attributes, accountLabels, fresh, signIn, other);
  }

  /** The same, but for an account that carries certain attributes. */
  public LeaseBody withAttributes(Map<String, String> other) {
    return new LeaseBody(pool, ttl, labels, other, accountLabels, fresh, signIn, priority);
  }

  /** The same, but for an account that carries certain labels. */
  public LeaseBody withAccountLabels(Map<String, String> other) {
    return new LeaseBody(pool, ttl, labels, attributes, other, fresh, signIn, priority);
  }
}
