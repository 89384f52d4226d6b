package dev.testaccounts.api;

import java.util.List;

/**
 * Several leases that one request was granted together. Each is a lease of its own: it is renewed
 * and released by its own id. Immutable.
 *
 * @param leases in the order of the request; never null
 */
public record LeaseGroup(List<LeaseGrant> leases) {

  /** Copies the list. */
  public LeaseGroup {
    leases = List.copyOf(leases);
  }

  /** Those that play a role; none where the request named no such role. */
  public List<LeaseGrant> role(String role) {
    return leases.stream().filter(each -> role.equals(each.labels().get("role"))).toList();
  }
}
