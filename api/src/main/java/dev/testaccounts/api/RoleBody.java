package dev.testaccounts.api;

import java.util.Map;

/**
 * How many accounts of a request play one role, and which accounts will do. Immutable.
 *
 * @param count how many, 1 to 50
 * @param attributes what each account must carry, all of it; never null
 * @param accountLabels what its maker must have labelled each account with, all of it; never null
 */
public record RoleBody(
    int count, Map<String, String> attributes, Map<String, String> accountLabels) {

  /** Copies the maps. */
  public RoleBody {
    attributes = Map.copyOf(attributes);
    accountLabels = Map.copyOf(accountLabels);
  }

  /** So many accounts, whichever they are. */
  public static RoleBody of(int count) {
    return new RoleBody(count, Map.of(), Map.of());
  }
}
