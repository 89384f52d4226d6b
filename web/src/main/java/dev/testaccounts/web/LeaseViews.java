package dev.testaccounts.web;

import dev.testaccounts.api.AccountIdentity;
import dev.testaccounts.api.AccountReference;
import dev.testaccounts.api.EnrolledService;
import dev.testaccounts.api.GrantedAccount;
import dev.testaccounts.api.LeaseDetail;
import dev.testaccounts.api.LeaseGrant;
import dev.testaccounts.api.LeaseView;
import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseResult;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.SignIn;
import dev.testaccounts.core.service.TargetService;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leases as the wire has them. Only {@link #grant} gives a password. */
final class LeaseViews {

  private LeaseViews() {}

  static LeaseGrant grant(LeaseResult.Granted granted, Map<Id, SignIn> signedIn, Names names) {
    Lease lease = granted.lease();
    Account account = granted.account().account();
    return new LeaseGrant(
        lease.id().value(),
        lease.epoch(),
        granted.pool().name(),
        Words.of(lease.state()),
        lease.acquiredAt(),
        lease.expiresAt(),
        lease.labels(),
        new GrantedAccount(
            account.id().value(),
            account.username(),
            granted.password().reveal(),
            account.email(),
            account.attributes(),
            services(granted.account(), signedIn, names)));
  }

  static LeaseDetail detail(Lease lease, EnrolledAccount enrolled, Names names) {
    Account account = enrolled.account();
    return new LeaseDetail(
        lease.id().value(),
        lease.epoch(),
        names.pool(lease.pool()),
        Words.of(lease.state()),
        lease.holder(),
        lease.labels(),
        lease.acquiredAt(),
        lease.expiresAt(),
        lease.endedAt(),
        lease.endReason(),
        new AccountIdentity(
            account.id().value(),
            account.username(),
            account.email(),
            account.attributes(),
            services(enrolled, Map.of(), names)));
  }

  static LeaseView view(Lease lease, Names names) {
    return new LeaseView(
        lease.id().value(),
        lease.epoch(),
        names.pool(lease.pool()),
        Words.of(lease.state()),
        lease.holder(),
        lease.labels(),
        lease.acquiredAt(),
        lease.expiresAt(),
        lease.endedAt(),
        lease.endReason(),
        new AccountReference(lease.account().value()));
  }

  private static Map<String, EnrolledService> services(
      EnrolledAccount account, Map<Id, SignIn> signedIn, Names names) {
    Map<String, EnrolledService> services = new HashMap<>();
    for (Enrollment enrollment : account.enrollments()) {
      names
          .service(enrollment.service())
          .ifPresent(
              service ->
                  services.put(
                      service.name(),
                      service(service, enrollment.remoteId(), signedIn.get(service.id()))));
    }
    return services;
  }

  private static EnrolledService service(
      TargetService service, @Nullable String id, @Nullable SignIn signIn) {
    String url = service.spec().url().toString();
    return switch (signIn) {
      case null -> new EnrolledService(url, id);
      case SignIn.In(var tokens) -> {
        Map<String, String> revealed = new HashMap<>();
        tokens.forEach((name, token) -> revealed.put(name, token.reveal()));
        yield new EnrolledService(url, id, revealed, null);
      }
      case SignIn.Refused(String reason) -> new EnrolledService(url, id, Map.of(), reason);
      case SignIn.Untold(Reply reply) -> new EnrolledService(url, id, Map.of(), reason(reply));
    };
  }

  private static String reason(Reply reply) {
    return switch (reply) {
      case Reply.Rejected(String reason) -> reason;
      case Reply.NotDone(String reason, var after) -> reason;
      case Reply.Held(String reason, var pause) -> reason;
      case Reply.Unknown(String reason, var after) -> reason;
      case Reply.Conflict(String reason) -> reason;
      case Reply.Absent absent -> "the service does not know the account";
      case Reply.Done done -> "the service's answer makes no sense";
    };
  }
}
