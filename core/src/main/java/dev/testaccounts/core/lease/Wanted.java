package dev.testaccounts.core.lease;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One account of those that a request asks for.
 *
 * @param role what it is for; null where the request does not say
 * @param filter which accounts will do
 */
public record Wanted(@Nullable String role, AccountFilter filter) {

  /** Any account, for whatever it is. */
  public static final Wanted ANY = new Wanted(null, AccountFilter.none());

  /** The label of a lease that says the role. */
  public static final String ROLE = "role";

  /** The labels of its lease: the request's, and its role. */
  Map<String, String> labels(Map<String, String> requested) {
    if (role == null) {
      return requested;
    }
    Map<String, String> labels = new HashMap<>(requested);
    labels.put(ROLE, role);
    return labels;
  }
}
