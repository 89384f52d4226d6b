package dev.testaccounts.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A leased account with its password: for the lease's holder only. Immutable. It prints without the
 * password.
 *
 * @param id its identity; never null
 * @param username its name in every service; never null
 * @param password the secret it signs in with; never null
 * @param email its address; null where the pool gives none
 * @param attributes what the pool gave it; never null
 * @param services the services it is in, by name; never null
 */
public record GrantedAccount(
    String id,
    String username,
    String password,
    @Nullable String email,
    Map<String, String> attributes,
    Map<String, EnrolledService> services) {

  /** Copies the collections. */
  public GrantedAccount {
    attributes = Map.copyOf(attributes);
    services = Map.copyOf(services);
  }

  @Override
  public String toString() {
    return "GrantedAccount[id=" + id + ", username=" + username + ", password=***]";
  }
}
