package dev.testaccounts.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a person says about a pool: the body of POST and PUT under {@code /v1/pools}, and an entry
 * of {@code pools} in {@code tam.yaml}. What may be left out there has its default here. Immutable.
 *
 * @param name 1 to 63 lower-case letters, digits and inner hyphens; never null
 * @param services names of the services that its accounts are in, at least one; never null
 * @param username the pattern of their names, with at least <code>{hex:6}</code>; never null
 * @param attributes what they are given, at most 64; never null
 * @param size how many there are; never null
 * @param lease how long leases last; never null
 * @param onRelease {@code reset} or {@code delete}; never null
 * @param retire when an account is deleted instead of handed out again; never null
 * @param coolDown how long an account that was used rests before it is handed out again, 0 s to 30
 *     d; never null
 * @param password what its passwords look like; never null
 * @param draining whether the pool hands out nothing any more and gets rid of its accounts
 */
public record PoolBody(
    String name,
    List<String> services,
    String username,
    Map<String, String> attributes,
    SizeBody size,
    LeaseTimesBody lease,
    String onRelease,
    RetireBody retire,
    Duration coolDown,
    PasswordBody password,
    boolean draining) {

  /** The username pattern where nothing was said. */
  public static final String STANDARD_USERNAME = "test_{hex:8}";

  /** On release: made clean in every service and used again. The default. */
  public static final String RESET = "reset";

  /** On release: removed from every service. */
  public static final String DELETE = "delete";

  /** Copies the collections. */
  public PoolBody {
    services = List.copyOf(services);
    attributes = Map.copyOf(attributes);
  }

  /** A pool over services, with all defaults. */
  public static PoolBody over(String name, List<String> services) {
    return new PoolBody(
        name,
        services,
        STANDARD_USERNAME,
        Map.of(),
        SizeBody.STANDARD,
        LeaseTimesBody.STANDARD,
        RESET,
        RetireBody.NEVER,
        Duration.ZERO,
        PasswordBody.STANDARD,
        false);
  }

  /** The same with another size. */
  public PoolBody withSize(SizeBody other) {
    return new PoolBody(
        name,
        services,
        username,
        attributes,
        other,
        lease,
        onRelease,
        retire,
        coolDown,
        password,
        draining);
  }

  /** The same with other attributes. */
  public PoolBody withAttributes(Map<String, String> other) {
    return new PoolBody(
        name, services, username, other, size, lease, onRelease, retire, coolDown, password,
        draining);
  }

  /** The same with other lease times. */
  public PoolBody withLease(LeaseTimesBody other) {
    return new PoolBody(
        name,
        services,
        username,
        attributes,
        size,
        other,
        onRelease,
        retire,
        coolDown,
        password,
        draining);
  }

  /** The same with another end: {@link #RESET} or {@link #DELETE}. */
  public PoolBody onRelease(String other) {
    return new PoolBody(
        name,
        services,
        username,
        attributes,
        size,
        lease,
        other,
        retire,
        coolDown,
        password,
        draining);
  }

  /** The same with other accounts retired. */
  public PoolBody withRetire(RetireBody other) {
    return new PoolBody(
        name,
        services,
        username,
        attributes,
        size,
        lease,
        onRelease,
        other,
        coolDown,
        password,
        draining);
  }

  /** The same with another rest between two leases. */
  public PoolBody withCoolDown(Duration other) {
    return new PoolBody(
        name,
        services,
        username,
        attributes,
        size,
        lease,
        onRelease,
        retire,
        other,
        password,
        draining);
  }

  /** The same with other passwords. */
  public PoolBody withPassword(PasswordBody other) {
    return new PoolBody(
        name,
        services,
        username,
        attributes,
        size,
        lease,
        onRelease,
        retire,
        coolDown,
        other,
        draining);
  }

  /** The same, draining or not. */
  public PoolBody draining(boolean other) {
    return new PoolBody(
        name,
        services,
        username,
        attributes,
        size,
        lease,
        onRelease,
        retire,
        coolDown,
        password,
        other);
  }
}
