package dev.testaccounts.core.pool;

import dev.testaccounts.core.secret.PasswordRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a person says about a pool.
 *
 * @param name unique in the project
 * @param services names of the services that its accounts are in
 * @param username the pattern of their names
 * @param attributes what they are given; {@code {username}} and {@code {pool}} stand for themselves
 * @param min how many should be free
 * @param max how many there may be in all
 * @param ttl how long a lease lasts where its caller does not say
 * @param maxTtl how long a lease may last at most
 * @param onRelease what happens when a lease ends
 * @param rotation when its accounts are handed out again, and when no more
 * @param password what the passwords of its accounts look like
 */
public record PoolSpec(
    String name,
    List<String> services,
    String username,
    Map<String, String> attributes,
    int min,
    int max,
    Duration ttl,
    Duration maxTtl,
    OnRelease onRelease,
    Rotation rotation,
    PasswordRule password) {

  /** How large a pool may be said to be. */
  public static final int LARGEST = 10_000_000;

  public PoolSpec {
    services = List.copyOf(services);
    attributes = Map.copyOf(attributes);
  }

  /** One whose accounts are handed out for ever, and at once, with standard passwords. */
  public PoolSpec(
      String name,
      List<String> services,
      String username,
      Map<String, String> attributes,
      int min,
      int max,
      Duration ttl,
      Duration maxTtl,
      OnRelease onRelease) {
    this(
        name,
        services,
        username,
        attributes,
        min,
        max,
        ttl,
        maxTtl,
        onRelease,
        Rotation.endless(),
        PasswordRule.STANDARD);
  }

  /** The same with another rotation. */
  public PoolSpec with(Rotation other) {
    return new PoolSpec(
        name, services, username, attributes, min, max, ttl, maxTtl, onRelease, other, password);
  }

  /** The same with passwords by another rule. */
  public PoolSpec with(PasswordRule other) {
    return new PoolSpec(
        name, services, username, attributes, min, max, ttl, maxTtl, onRelease, rotation, other);
  }
}
