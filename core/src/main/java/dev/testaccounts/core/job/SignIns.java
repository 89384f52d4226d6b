package dev.testaccounts.core.job;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Connectors;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.core.service.SignIn;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Use case: signs a leased account in, for its holder. What fails takes nothing from the lease: the
 * holder has the password, and can sign in later. Thread-safe.
 */
public final class SignIns {

  private final ServiceStore services;
  private final Connectors connectors;

  public SignIns(ServiceStore services, Connectors connectors) {
    this.services = services;
    this.connectors = connectors;
  }

  /** What came of it, by service; those without a sign-in are not there. */
  public Map<Id, SignIn> signIn(EnrolledAccount account, Secret password) {
    Map<Id, SignIn> came = new HashMap<>();
    for (Enrollment each : account.enrollments()) {
      services
          .service(each.service())
          .ifPresent(
              service ->
                  connectors
                      .connector(service)
                      .filter(known -> known.capabilities().contains(Capability.SIGN_IN))
                      .ifPresent(
                          connector ->
                              came.put(
                                  service.id(),
                                  signIn(
                                      connector,
                                      service,
                                      identity(account, each, service, password)))));
    }
    return came;
  }

  private static SignIn signIn(Connector connector, TargetService service, Identity identity) {
    return service.inMaintenance()
        ? new SignIn.Untold(new Reply.Held("the service is in maintenance", Duration.ZERO))
        : connector.signIn(identity);
  }

  private Identity identity(
      EnrolledAccount enrolled, Enrollment enrollment, TargetService service, Secret password) {
    Account account = enrolled.account();
    return new Identity(
        account.id(),
        account.username(),
        password,
        account.email(),
        account.attributes(),
        account.labels(),
        Earlier.ids(enrolled, service, services),
        enrollment.remoteId());
  }
}
