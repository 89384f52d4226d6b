package dev.testaccounts.store.sql;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.AccountLedger.Progress;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.Convergence.Change;
import dev.testaccounts.core.account.Convergence.Settled;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Observation;
import dev.testaccounts.core.kernel.Id;
import java.time.Instant;
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
    return session
        .lookup()
        .account(report.account())
        .flatMap(before -> take(session, before, report));
  }

  private static Optional<Progress> take(
      Session session, EnrolledAccount before, Observation report) {
    String actor = Principal.system(before.account().project()).name();
    return Convergence.observe(before, report, actor)
        .map(
            change ->
                new Progress(
                    write(session, before, change, report.now()).account(), change.follow()));
  }

  /** Writes a change with its events, and tells the job that waits. The account as it is now. */
  static EnrolledAccount write(
      Session session, EnrolledAccount before, Change change, Instant now) {
    Settled settled = change.settled();
    Id job = before.account().job();
    boolean tells = settled != null && job != null;
    EnrolledAccount after = tells ? withoutJob(change.after()) : change.after();
    AccountWrites.update(session, before, after);
    change.events().forEach(event -> Trail.add(session, event));
    if (settled != null && job != null) {
      session.settlements().add(job, before.account().id(), settled.good(), settled.message(), now);
    }
    Id pool = after.account().pool();
    if (after.account().state() == AccountState.FREE && pool != null) {
      Line.serve(session, pool, now);
    }
    return after;
  }

  private static EnrolledAccount withoutJob(EnrolledAccount account) {
    return new EnrolledAccount(account.account().withJob(null), account.enrollments());
  }
}
