package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.Convergence.Change;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Hold;
import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.account.Intervention.Reply;
import dev.testaccounts.core.account.Reopening;
import dev.testaccounts.core.kernel.Id;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people do to single accounts, within the writer's transaction. */
final class InterventionWrites {

  private static final String TRAIL = "SELECT detail FROM event WHERE account_id = ? AND at >= ?";

  /** Twice as long as a request's key is kept. */
  private static final Duration COMES_AGAIN = Duration.ofDays(2);

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
            Codec.kept(asked.now()),
            kept(asked.hold()),
            asked.operation());
    Optional<EnrolledAccount> found =
        session
            .lookup()
            .account(asked.account())
            .filter(each -> each.account().project().equals(asked.project()));
    return found.isEmpty() ? new Reply.NoSuchAccount() : apply(session, found.get(), intervention);
  }

  /** False where it is no tombstone, or the service is gone: nothing is written then. */
  static boolean apply(Session session, Reopening asked) {
    Reopening reopening =
        new Reopening(
            asked.project(),
            asked.account(),
            asked.service(),
            asked.remoteId(),
            asked.detail(),
            asked.actor(),
            Codec.kept(asked.now()));
    return session.lookup().present(asked.service())
        && session
            .lookup()
            .account(asked.account())
            .filter(each -> each.account().project().equals(asked.project()))
            .flatMap(before -> reopening.of(before).map(change -> written(session, before, change)))
            .isPresent();
  }

  private static EnrolledAccount written(Session session, EnrolledAccount before, Change change) {
    return Observations.write(session, before, change, change.after().account().changedAt());
  }

  private static @Nullable Hold kept(@Nullable Hold hold) {
    return hold == null ? null : new Hold(Codec.kept(hold.until()), hold.reason());
  }

  private static Reply apply(Session session, EnrolledAccount before, Intervention intervention) {
    return done(session, intervention)
        ? new Reply.Done(before)
        : changed(session, before, intervention);
  }

  /** Whether the same request has been here before. */
  private static boolean done(Session session, Intervention intervention) {
    Id operation = intervention.operation();
    return operation != null
        && session
            .list(TRAIL, Row::map, intervention.account(), intervention.now().minus(COMES_AGAIN))
            .stream()
            .anyMatch(each -> operation.value().equals(each.get(Intervention.OPERATION)));
  }

  private static Reply changed(Session session, EnrolledAccount before, Intervention intervention) {
    return intervention
        .of(before, Terms.of(session, before.account()).password())
        .<Reply>map(
            change ->
                new Reply.Done(Observations.write(session, before, change, intervention.now())))
        .orElseGet(() -> new Reply.NotNow(before));
  }
}
