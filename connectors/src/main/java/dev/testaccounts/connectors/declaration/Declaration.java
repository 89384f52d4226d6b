package dev.testaccounts.connectors.declaration;

import java.util.Map;
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

  /** Whether an operation's request needs to know what the service calls the account. */
  public boolean needsOwnId(OperationName name) {
    return operation(name).request().uses(Vocabulary.OWN_ID);
  }
}
