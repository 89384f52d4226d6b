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
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseResult;
import java.util.HashMap;
import java.util.Map;

/** Leases as the wire has them. Only {@link #grant} gives a password. */
final class LeaseViews {

  private LeaseViews() {}

  static LeaseGrant grant(LeaseResult.Granted granted, Names names) {
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
            services(granted.account(), names)));
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
            services(enrolled, names)));
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

  private static Map<String, EnrolledService> services(EnrolledAccount account, Names names) {
    Map<String, EnrolledService> services = new HashMap<>();
    for (Enrollment enrollment : account.enrollments()) {
      names
          .service(enrollment.service())
          .ifPresent(
              service ->
                  services.put(
                      service.name(),
                      new EnrolledService(service.spec().url().toString(), enrollment.remoteId())));
    }
    return services;
  }
}
