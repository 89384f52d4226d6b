package dev.testaccounts.core.account;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.memory.PlainBox;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.memory.SettableClock;
import dev.testaccounts.core.secret.SealedSecret;
import dev.testaccounts.core.secret.Secret;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Accounts that tests begin with. */
final class Accounts {

  static final Instant NOW = SettableClock.START;

  private Accounts() {}

  static SealedSecret secret(String text) {
    return new PlainBox().seal(new Secret(text), "shop");
  }

  /** An account to be, in as many services as there are ranks. */
  static EnrolledAccount draft(FailurePolicy onFailure, Integer... ranks) {
    Id id = Samples.id();
    Account account =
        new Account(
            id,
            "shop",
            Samples.id(),
            "test_1",
            null,
            secret("first"),
            Map.of(),
            Map.of(),
            AccountState.PENDING,
            0,
            0,
            onFailure,
            null,
            Samples.id(),
            null,
            null,
            NOW,
            NOW);
    List<Enrollment> enrollments =
        Arrays.stream(ranks).map(rank -> Enrollment.intended(id, Samples.id(), rank)).toList();
    return new EnrolledAccount(account, enrollments);
  }

  static EnrolledAccount with(EnrolledAccount account, Enrollment next) {
    return new EnrolledAccount(
        account.account(),
        account.enrollments().stream()
            .map(each -> each.service().equals(next.service()) ? next : each)
            .toList());
  }
}
