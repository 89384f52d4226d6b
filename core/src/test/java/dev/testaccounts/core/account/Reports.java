package dev.testaccounts.core.account;

import static dev.testaccounts.core.account.Accounts.NOW;
import static dev.testaccounts.core.account.Accounts.draft;

import dev.testaccounts.core.account.Convergence.Change;
import dev.testaccounts.core.audit.Event;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts at work, and the reports of a worker on them, at times that follow each other. */
final class Reports {

  static final Instant CLAIM_END = NOW.plusSeconds(30);
  static final Instant LATER = NOW.plusSeconds(5);
  static final Instant FOLLOW = NOW.plusSeconds(120);
  static final Outcome MADE = new Outcome.Converged(Observed.PRESENT, "u-1");
  static final Outcome GONE = new Outcome.Converged(Observed.ABSENT, null);

  private Reports() {}

  static EnrolledAccount begun(FailurePolicy policy, Integer... ranks) {
    return Convergence.begin(draft(policy, ranks), CLAIM_END).account();
  }

  static EnrolledAccount leased(Integer... ranks) {
    EnrolledAccount draft = draft(FailurePolicy.RETRY, ranks);
    List<Enrollment> present =
        draft.enrollments().stream()
            .map(each -> each.observed(Observed.PRESENT, false, "u-1", 0, null, null, null))
            .toList();
    return new EnrolledAccount(draft.account().leased(NOW), present);
  }

  static EnrolledAccount claimed(EnrolledAccount account, int index) {
    return Accounts.with(account, account.enrollments().get(index).claimedUntil(CLAIM_END));
  }

  static Change observe(EnrolledAccount account, int index, Outcome outcome) {
    int attempt = account.enrollments().get(index).attempts();
    Optional<Change> change =
        Convergence.observe(account, report(account, index, attempt, outcome), "w");
    return change.orElseThrow();
  }

  static Observation report(EnrolledAccount account, int index, int attempt, Outcome outcome) {
    return new Observation(
        account.account().id(),
        account.enrollments().get(index).service(),
        attempt,
        outcome,
        LATER,
        FOLLOW);
  }

  static Event event(Change change, Event.Kind kind, Map<String, String> detail) {
    Account account = change.after().account();
    return new Event("shop", LATER, "w", kind, account.id(), null, account.job(), detail);
  }
}
