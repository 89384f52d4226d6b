package dev.testaccounts.web;

import dev.testaccounts.core.lease.AccountFilter;
import dev.testaccounts.core.lease.LeaseRequest;
import dev.testaccounts.core.lease.Wanted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts a request asks for.
 *
 * @param accounts each of them
 * @param several whether it is to be answered as several, though it may be one
 */
record WantedFields(List<Wanted> accounts, boolean several) {

  static WantedFields read(Fields fields) {
    AccountFilter filter = filter(fields);
    Integer count = fields.optionalInteger("count", 1, LeaseRequest.MOST);
    Map<String, Fields> roles = fields.objects("roles", "count");
    if (roles.isEmpty()) {
      return new WantedFields(accounts(null, count == null ? 1 : count, filter), count != null);
    }
    if (count != null || !filter.isNone()) {
      throw RefusedException.invalid(
          "roles: expected neither count, attributes nor accountLabels beside it; each role may"
              + " have its own");
    }
    List<Wanted> accounts = new ArrayList<>();
    roles.forEach((role, each) -> accounts.addAll(role(role, each)));
    return new WantedFields(accounts, true);
  }

  private static List<Wanted> role(String role, Fields fields) {
    int count = fields.integer("count", 1, LeaseRequest.MOST, 1);
    AccountFilter filter = filter(fields);
    fields.end();
    return accounts(role, count, filter);
  }

  private static List<Wanted> accounts(@Nullable String role, int count, AccountFilter filter) {
    return Collections.nCopies(count, new Wanted(role, filter));
  }

  private static AccountFilter filter(Fields fields) {
    return new AccountFilter(fields.map("attributes"), fields.map("accountLabels"));
  }
}
