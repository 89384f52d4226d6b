package dev.testaccounts.core.account;

import static dev.testaccounts.core.account.Accounts.draft;
import static dev.testaccounts.core.account.Accounts.secret;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds of every account, whatever its workers report and in whatever order. */
class ConvergencePropertiesTest {

  @Property(seed = "1", tries = 1000)
  void promises_hold_whatever_is_reported(
      @ForAll FailurePolicy policy,
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 2) Integer> ranks,
      @ForAll @Size(max = 60) List<@IntRange(max = 9999) Integer> steps) {
    Drive drive = new Drive(draft(policy, ranks.toArray(Integer[]::new)));

    steps.forEach(drive::step);
    drive.comeToRest();
  }

  @Property(seed = "2", tries = 1000)
  void a_condemned_account_ends_deleted_where_its_deletes_succeed(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 2) Integer> ranks,
      @ForAll @Size(max = 30) List<@IntRange(max = 9999) Integer> before) {
    Drive drive = new Drive(draft(FailurePolicy.RETRY, ranks.toArray(Integer[]::new)));

    before.forEach(drive::step);
    drive.condemn();
    drive.comeToRest();

    assertThat(drive.account().account().state()).isEqualTo(AccountState.DELETED);
    assertThat(drive.account().enrollments())
        .allMatch(
            each -> each.observed() == Observed.ABSENT || each.observed() == Observed.FOREIGN);
  }

  @Property(seed = "3", tries = 200)
  void a_cleaned_account_always_has_the_new_secret(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 2) Integer> ranks) {
    Drive drive = new Drive(draft(FailurePolicy.RETRY, ranks.toArray(Integer[]::new)));
    drive.comeToRest();
    assertThat(drive.account().account().secret()).isEqualTo(secret("first"));

    drive.lease();
    drive.comeToRest();

    assertThat(drive.account().account().state()).isEqualTo(AccountState.FREE);
    assertThat(drive.account().account().secret()).isEqualTo(secret("lease 1"));
  }
}
