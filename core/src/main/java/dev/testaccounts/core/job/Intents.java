package dev.testaccounts.core.job;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.audit.Event;
import java.util.Map;

/** The event that goes with every intent to create an account. */
final class Intents {

  private Intents() {}

  static Event event(Account account, String actor) {
    return new Event(
        account.project(),
        account.createdAt(),
        actor,
        Event.Kind.ACCOUNT_INTENDED,
        account.id(),
        account.reservation(),
        account.job(),
        Map.of("username", account.username()));
  }
}
