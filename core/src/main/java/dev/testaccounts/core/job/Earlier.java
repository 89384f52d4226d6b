package dev.testaccounts.core.job;

import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.core.service.TargetService;
import java.util.HashMap;
import java.util.Map;

/** What the services that an account is in first call it. */
final class Earlier {

  private Earlier() {}

  /** By the names of the services that this one depends on; they are done before it is due. */
  static Map<String, String> ids(
      EnrolledAccount account, TargetService service, ServiceStore services) {
    Map<String, String> ids = new HashMap<>();
    account
        .enrollments()
        .forEach(
            each -> {
              String remoteId = each.remoteId();
              if (remoteId != null) {
                services
                    .service(each.service())
                    .ifPresent(named -> ids.put(named.name(), remoteId));
              }
            });
    ids.keySet().retainAll(service.spec().dependsOn());
    return ids;
  }
}
