package dev.testaccounts.core.account;

import dev.testaccounts.core.kernel.Id;
import java.util.List;

/**
 * An account with its presence in every service: the unit that changes in one commit.
 *
 * @param account the account
 * @param enrollments one for each service, in no particular order
 */
public record EnrolledAccount(Account account, List<Enrollment> enrollments) {

  public EnrolledAccount {
    enrollments = List.copyOf(enrollments);
  }

  /** The presence in one service. */
  public Enrollment in(Id service) {
    for (Enrollment enrollment : enrollments) {
      if (enrollment.service().equals(service)) {
        return enrollment;
      }
    }
    throw new IllegalArgumentException("account " + account.id() + " is not in " + service);
  }
}
