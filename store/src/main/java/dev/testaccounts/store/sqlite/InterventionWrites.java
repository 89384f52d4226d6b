package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.account.Intervention.Reply;
import java.util.Optional;

/** What people do to single accounts, within the writer's transaction. */
final class InterventionWrites {

  private InterventionWrites() {}

  static Reply apply(Session session, Intervention asked) {
    Intervention intervention =
        new Intervention(
            asked.project(),
            asked.account(),
            asked.action(),
            asked.nextSecret(),
            asked.job(),
            asked.actor(),
            Codec.kept(asked.now()));
    Optional<EnrolledAccount> found =
        AccountRows.find(session, asked.account())
            .filter(each -> each.account().project().equals(asked.project()));
    return found.isEmpty() ? new Reply.NoSuchAccount() : apply(session, found.get(), intervention);
  }

  private static Reply apply(Session session, EnrolledAccount before, Intervention intervention) {
    return intervention
        .of(before)
        .<Reply>map(
            change ->
                new Reply.Done(Observations.write(session, before, change, intervention.now())))
        .orElseGet(() -> new Reply.NotNow(before));
  }
}
