package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger.Progress;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.Convergence.Change;
import dev.testaccounts.core.account.Convergence.Settled;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Observation;
import dev.testaccounts.core.kernel.Id;
import java.util.Optional;

/** Workers' reports, within the writer's transaction. */
final class Observations {

  private Observations() {}

  static Optional<Progress> take(Session session, Observation observation) {
    Observation report =
        new Observation(
            observation.account(),
            observation.service(),
            observation.attempt(),
            observation.outcome(),
            Codec.kept(observation.now()),
            Codec.kept(observation.follow()));
    return AccountRows.find(session, report.account())
        .flatMap(before -> take(session, before, report));
  }

  private static Optional<Progress> take(
      Session session, EnrolledAccount before, Observation report) {
    String actor = Principal.system(before.account().project()).name();
    Optional<Change> change = Convergence.observe(before, report, actor);
    if (change.isEmpty()) {
      return Optional.empty();
    }
    EnrolledAccount after = change.get().after();
    Settled settled = change.get().settled();
    Id job = before.account().job();
    if (settled != null && job != null) {
      after = new EnrolledAccount(after.account().withJob(null), after.enrollments());
    }
    AccountWrites.update(session, before, after);
    change.get().events().forEach(event -> Trail.add(session, event));
    if (settled != null && job != null) {
      tell(session, job, before.account(), settled, report);
    }
    return Optional.of(new Progress(after.account(), change.get().follow()));
  }

  private static void tell(
      Session session, Id job, Account account, Settled settled, Observation report) {
    JobProgress.settle(session, job, account.id(), settled.good(), settled.message(), report.now());
  }
}
