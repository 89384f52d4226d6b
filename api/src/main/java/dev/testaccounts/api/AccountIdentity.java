package dev.testaccounts.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who a leased account is, without its password. Immutable.
 *
 * @param id its identity; never null
 * @param username its name in every service; never null
 * @param email its address; null where the pool gives none
 * @param attributes what the pool gave it; never null
 * @param services the services it is in, by name; never null
 */
public record AccountIdentity(
    String id,
    String username,
    @Nullable String email,
    Map<String, String> attributes,
    Map<String, EnrolledService> services) {

  /** Copies the collections. */
  public AccountIdentity {
    attributes = Map.copyOf(attributes);
    services = Map.copyOf(services);
  }
}
