package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.MissingValueException;
import dev.testaccounts.connectors.declaration.Operation;
import dev.testaccounts.connectors.declaration.Variables;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.SignIn;

/** Where accounts sign in, as a login declares it. Thread-safe. */
record Entrance(Operation login, Exchange exchange, Judgement judgement) {

  /** Signs in as one. */
  SignIn signIn(Variables account) {
    try {
      return judgement.signIn(login, exchange.send(login, account, exchange.budget()));
    } catch (MissingValueException e) {
      return new SignIn.Untold(new Reply.Rejected(judgement.said(login, e.detail())));
    }
  }
}
