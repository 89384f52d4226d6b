package dev.testaccounts.core.lease;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Labels;
import dev.testaccounts.core.kernel.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for.
 *
 * @param pool the pool's name
 * @param ttl how long; null for what the pool says
 * @param labels run, job, test and whatever else the caller wants to find it by
 * @param wanted the accounts: all of them, or none
 * @param id the id that the lease is to have, the first of several: those of the others follow it;
 *     null for a new one
 */
public record LeaseRequest(
    String pool,
    @Nullable Duration ttl,
    Map<String, String> labels,
    List<Wanted> wanted,
    @Nullable Id id) {

  /** How many accounts a request may ask for. */
  public static final int MOST = 50;

  public LeaseRequest {
    labels = Map.copyOf(labels);
    wanted = List.copyOf(wanted);
  }

  /** A request for one account, whichever it is. */
  public LeaseRequest(
      String pool, @Nullable Duration ttl, Map<String, String> labels, @Nullable Id id) {
    this(pool, ttl, labels, List.of(Wanted.ANY), id);
  }

  /** A request for a lease with a new id. */
  public static LeaseRequest of(String pool, @Nullable Duration ttl, Map<String, String> labels) {
    return new LeaseRequest(pool, ttl, labels, null);
  }

  /** The same for other accounts. */
  public LeaseRequest with(List<Wanted> other) {
    return new LeaseRequest(pool, ttl, labels, other, id);
  }

  /** Whether it is for one account, whichever it is. */
  public boolean forAny() {
    return wanted.equals(List.of(Wanted.ANY));
  }

  /** The first thing that is wrong with it, whatever the pool. */
  Optional<Problem> problem() {
    if (wanted.isEmpty() || wanted.size() > MOST) {
      return invalid(
          "count, roles: expected 1 to " + MOST + " accounts in all, got " + wanted.size());
    }
    return Labels.check("labels", labels)
        .or(() -> wanted.stream().flatMap(each -> problem(each).stream()).findFirst());
  }

  private Optional<Problem> problem(Wanted each) {
    String role = each.role();
    if (role == null) {
      return each.filter().problem();
    }
    if (labels.containsKey(Wanted.ROLE)) {
      return invalid("labels.role: expected no such label beside roles, which are told by it");
    }
    return Labels.check("roles", Map.of(role, "")).or(each.filter()::problem);
  }

  private static Optional<Problem> invalid(String detail) {
    return Optional.of(new Problem.Invalid("invalid-request", detail));
  }
}
