package dev.testaccounts.core.account;

import dev.testaccounts.core.kernel.Id;
import java.util.List;
import java.util.Optional;

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
    return find(service)
        .orElseThrow(
            () ->
                new IllegalArgumentException("account " + account.id() + " is not in " + service));
  }

  /** The presence in one service; empty where the account never was to be there. */
  public Optional<Enrollment> find(Id service) {
    for (Enrollment enrollment : enrollments) {
      if (enrollment.service().equals(service)) {
        return Optional.of(enrollment);
      }
    }
    return Optional.empty();
  }
}
