package dev.testaccounts.core.job;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.secret.SecretBox;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.core.service.TargetService;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Asks a service for single accounts that its list does not have: a list may be late, or leave some
 * out.
 */
final class Presence {

  private final TargetService service;
  private final Connector connector;
  private final ServiceStore services;
  private final SecretBox box;
  private final InstantSource clock;
  private final Instant end;

  /**
   * @param end when nothing more is asked: what is not told by then counts as there
   */
  Presence(
      TargetService service,
      Connector connector,
      ServiceStore services,
      SecretBox box,
      InstantSource clock,
      Instant end) {
    this.service = service;
    this.connector = connector;
    this.services = services;
    this.box = box;
    this.clock = clock;
    this.end = end;
  }

  /** Whether the service says so, too, where it can be asked. */
  boolean lost(EnrolledAccount account) {
    if (!connector.capabilities().contains(Capability.EXISTS)) {
      return true;
    }
    return clock.instant().isBefore(end)
        && connector.exists(identity(account)) instanceof Reply.Absent;
  }

  private Identity identity(EnrolledAccount enrolled) {
    Account account = enrolled.account();
    return new Identity(
        account.id(),
        account.username(),
        box.open(account.secret(), account.project()),
        account.email(),
        account.attributes(),
        account.labels(),
        Earlier.ids(enrolled, service, services),
        enrolled.in(service.id()).remoteId());
  }
}
