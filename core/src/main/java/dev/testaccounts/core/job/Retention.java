package dev.testaccounts.core.job;

import dev.testaccounts.core.kernel.Problem;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long is kept what is over.
 *
 * @param tombstones deleted accounts, with their ended leases; a name may be used again afterwards
 * @param events the audit trail
 * @param leases ended leases, where their account's tombstone does not go first
 * @param jobs finished jobs, with their items
 */
public record Retention(Duration tombstones, Duration events, Duration leases, Duration jobs) {

  /** Less would take away what a request's Idempotency-Key, or the cap on deletions, goes by. */
  private static final Duration LEAST = Duration.ofDays(1);

  /** What counts where nothing else was said. */
  public static Retention standard() {
    return new Retention(
        Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(90), Duration.ofDays(30));
  }

  /** The first thing that is wrong with it; empty where all is well. */
  public Optional<Problem> problem() {
    Map<String, Duration> parts = new LinkedHashMap<>();
    parts.put("tombstones", tombstones);
    parts.put("events", events);
    parts.put("leases", leases);
    parts.put("jobs", jobs);
    return parts.entrySet().stream()
        .filter(part -> part.getValue().compareTo(LEAST) < 0)
        .findFirst()
        .map(part -> tooShort(part.getKey(), part.getValue()));
  }

  private static Problem tooShort(String part, Duration actual) {
    return new Problem.Invalid(
        "invalid-request", "retention." + part + ": expected 1d or more, got " + actual);
  }
}
