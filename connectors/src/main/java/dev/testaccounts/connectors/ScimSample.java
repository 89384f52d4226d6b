package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.MissingValueException;
import dev.testaccounts.connectors.declaration.RenderedRequest;
import dev.testaccounts.connectors.declaration.ScimDeclaration;
import dev.testaccounts.connectors.declaration.ScimRequests;
import dev.testaccounts.connectors.declaration.Variables;
import dev.testaccounts.core.service.ShownRequest;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The requests as they would go to a service that can do all that SCIM knows. */
record ScimSample(
    ScimDeclaration declaration,
    ScimRequests requests,
    Exchange exchange,
    @Nullable Entrance entrance) {

  private static final String ID = "ID";

  /**
   * One request; empty where there is no such operation.
   *
   * @param account what stands for an account, with nothing secret in it
   */
  Optional<ShownRequest> shown(String operation, Variables account) {
    try {
      if (operation.equals("login")) {
        return entrance == null
            ? Optional.empty()
            : Optional.of(exchange.shown(entrance.login(), account, UnaryOperator.identity()));
      }
      return Optional.ofNullable(request(operation, declaration.user(account)))
          .map(exchange::shown);
    } catch (MissingValueException e) {
      throw new IllegalStateException("a sample has a value for everything: " + e.detail(), e);
    }
  }

  private @Nullable RenderedRequest request(String operation, ObjectNode user) {
    int most = ScimFeatures.USUAL.mostResults();
    String named = ScimRequests.named(user.path("userName").asString());
    return switch (operation) {
      case "create" -> requests.create(user);
      case "exists" -> requests.search(named, 1, most);
      case "reset" -> requests.patch(ID, user);
      case "delete" -> requests.delete(ID);
      case "list" -> requests.search(ScimRequests.marked(), 1, most);
      case "check" -> requests.configuration();
      default -> null;
    };
  }
}
