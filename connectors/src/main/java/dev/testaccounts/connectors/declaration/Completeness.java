package dev.testaccounts.connectors.declaration;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Whether a declaration's operations are enough to keep accounts with. */
final class Completeness {

  private Completeness() {}

  static void check(Said http, Declaration declaration) {
    for (OperationName name : List.of(OperationName.CREATE, OperationName.DELETE)) {
      if (!declaration.has(name)) {
        http.required(name.word(), "the operation " + name.word());
      }
    }
    if (declaration.operation(OperationName.CREATE).asksFirst()
        && !declaration.has(OperationName.EXISTS)) {
      throw http.required(OperationName.CREATE.word(), "an operation")
          .refused("asksFirst needs the operation exists");
    }
    checkIds(http, declaration);
    checkPassword(http, declaration);
  }

  /**
   * An answer to create can be lost, and the id with it; without a way to ask for it the account
   * could never be deleted.
   */
  private static void checkIds(Said http, Declaration declaration) {
    Map<OperationName, Operation> operations = new EnumMap<>(declaration.operations());
    boolean found =
        declaration.has(OperationName.EXISTS)
            && declaration.operation(OperationName.EXISTS).answer().id() != null;
    for (OperationName name : operations.keySet()) {
      if (declaration.needsOwnId(name)) {
        Said at = http.required(name.word(), "an operation");
        if (name == OperationName.CREATE
            || (name == OperationName.EXISTS
                && declaration.operation(name).request().needs(Vocabulary.OWN_ID))) {
          throw at.refused(
              Vocabulary.OWN_ID + " is not known yet when " + name.word() + " is sent");
        }
        if (!found) {
          throw at.refused(
              Vocabulary.OWN_ID + " is used, so expected an operation exists that says the id");
        }
      }
    }
  }

  /** What was used is not clean while somebody still knows its password. */
  private static void checkPassword(Said http, Declaration declaration) {
    if (!declaration.operation(OperationName.CREATE).request().uses(Vocabulary.PASSWORD)
        && !declaration.has(OperationName.SET_PASSWORD)) {
      throw http.required(OperationName.CREATE.word(), "an operation")
          .refused("nothing sets the password; use {{account.password}} in it");
    }
    if (declaration.createsWithoutPassword() && !declaration.has(OperationName.LOGIN)) {
      throw http.required(OperationName.SET_PASSWORD.word(), "an operation")
          .refused(
              "goes after a create without a password, so expected login, which finds out where it was lost");
    }
    if (declaration.has(OperationName.RESET)
        && !declaration.operation(OperationName.RESET).request().uses(Vocabulary.PASSWORD)
        && !declaration.has(OperationName.SET_PASSWORD)) {
      throw http.required(OperationName.RESET.word(), "an operation")
          .refused(
              "nothing sets the new password; use {{account.password}} or declare setPassword");
    }
  }
}
