package dev.testaccounts.core.service;

import dev.testaccounts.core.secret.Secret;
import java.util.Map;

/** What came of signing in as an account. */
public sealed interface SignIn {

  /**
   * The service let it in.
   *
   * @param tokens what it gave, by the names that a lease's holder knows them by; empty where it
   *     gives none
   */
  record In(Map<String, Secret> tokens) implements SignIn {
    public In {
      tokens = Map.copyOf(tokens);
    }
  }

  /** The service does not let it in: the password is another one, or more is asked for. */
  record Refused(String reason) implements SignIn {}

  /**
   * There is no telling.
   *
   * @param reply Rejected, NotDone, Held or Unknown
   */
  record Untold(Reply reply) implements SignIn {}
}
