package dev.testaccounts.connectors.declaration;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that was declared of a service's HTTP interface. Immutable.
 *
 * @param operations what it can be asked to do; create and delete are always there
 * @param authentication how our own calls prove who makes them
 * @param parameters the recipe's parameters with their values
 * @param tls whom to trust; null for the system's choice
 */
public record Declaration(
    Map<OperationName, Operation> operations,
    AuthenticationRule authentication,
    Map<String, String> parameters,
    @Nullable TlsRule tls) {

  public Declaration {
    operations = Map.copyOf(operations);
    parameters = Map.copyOf(parameters);
  }

  public boolean has(OperationName name) {
    return operations.containsKey(name);
  }

  /** An operation that is known to be there. */
  public Operation operation(OperationName name) {
    Operation operation = operations.get(name);
    if (operation == null) {
      throw new IllegalArgumentException("the operation " + name.word() + " is not declared");
    }
    return operation;
  }

  /** The hosts that requests go to which are not the service's, by where they are said. */
  public Map<String, URI> elsewhere() {
    Map<String, URI> hosts = new LinkedHashMap<>();
    Stream.of(OperationName.values())
        .filter(this::has)
        .forEach(name -> put(hosts, "connector.http." + name.word(), operation(name).request()));
    switch (authentication) {
      case AuthenticationRule.OAuth2(var request, var inHeader, var clientId) ->
          put(hosts, "connector.http.authentication", request);
      case AuthenticationRule.Session session ->
          put(hosts, "connector.http.authentication", session.request());
      default -> {}
    }
    return hosts;
  }

  private static void put(Map<String, URI> hosts, String at, RequestTemplate request) {
    URI host = request.elsewhere();
    if (host != null) {
      hosts.put(at + ".path", host);
    }
  }

  /**
   * An operation that takes a redirect for its success, although nothing tells a redirect that says
   * that the session is over; null where there is none.
   */
  public @Nullable OperationName ambiguous() {
    return authentication instanceof AuthenticationRule.Session session && session.page() == null
        ? Stream.of(OperationName.values())
            .filter(this::has)
            .filter(name -> operation(name).authenticated())
            .filter(
                name -> operation(name).answer().success().stream().anyMatch(each -> each >= 300))
            .findFirst()
            .orElse(null)
        : null;
  }

  /** An operation that holds a secret in clear; null where there is none. */
  public @Nullable OperationName indiscreet() {
    return Stream.of(OperationName.values())
        .filter(this::has)
        .filter(name -> operation(name).request().holdsSecret())
        .findFirst()
        .orElse(null);
  }

  /** Whether an account gets its password by a request of its own, which goes after the create. */
  public boolean createsWithoutPassword() {
    return has(OperationName.SET_PASSWORD)
        && !operation(OperationName.CREATE).request().uses(Vocabulary.PASSWORD);
  }

  /**
   * An operation that would never be sent, because it goes with a reset; null where there is none.
   */
  public @Nullable OperationName unsent() {
    return has(OperationName.RESET)
        ? null
        : Stream.of(OperationName.SET_PASSWORD, OperationName.REVOKE_SESSIONS)
            .filter(this::has)
            .filter(name -> name != OperationName.SET_PASSWORD || !createsWithoutPassword())
            .findFirst()
            .orElse(null);
  }

  /** Whether a request cannot be made without what an earlier service calls the account. */
  public boolean needsIdOf(String service) {
    return operations.values().stream()
        .anyMatch(each -> each.request().needs("enrollments." + service + ".id"));
  }

  /** Whether an operation's request needs to know what the service calls the account. */
  public boolean needsOwnId(OperationName name) {
    return operation(name).request().uses(Vocabulary.OWN_ID);
  }
}
