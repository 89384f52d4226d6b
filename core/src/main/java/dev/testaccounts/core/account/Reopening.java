package dev.testaccounts.core.account;

import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tombstone whose name stands in a service after all: it is to be removed there, too.
 *
 * @param project whose the account is
 * @param account the account that was deleted
 * @param service where its name stands, whether or not the account ever was there
 * @param remoteId what the service calls it; null where it does not say
 * @param detail what is put on record, with {@code reason}
 * @param actor who asked for it
 * @param now when
 */
public record Reopening(
    String project,
    Id account,
    Id service,
    @Nullable String remoteId,
    Map<String, String> detail,
    String actor,
    Instant now) {

  /** What its detail says why. */
  public static final String REASON = "reason";

  public Reopening {
    detail = Map.copyOf(detail);
  }

  /**
   * The change; empty for an account that is not deleted, and where a service was seen to have
   * somebody else's account of the name.
   */
  public Optional<Convergence.Change> of(EnrolledAccount before) {
    boolean foreign =
        before.enrollments().stream().anyMatch(each -> each.observed() == Observed.FOREIGN);
    return before.account().state() == AccountState.DELETED && !foreign
        ? Optional.of(change(before))
        : Optional.empty();
  }

  private Convergence.Change change(EnrolledAccount before) {
    Account account = before.account().in(AccountState.DELETING, detail.get(REASON), now);
    List<Enrollment> enrollments = new ArrayList<>(before.enrollments());
    enrollments.removeIf(each -> each.service().equals(service));
    enrollments.add(stands(before));
    Event event =
        Event.ofAccount(project, now, actor, Event.Kind.ACCOUNT_CONDEMNED, account.id(), detail);
    return new Convergence.Change(
        new EnrolledAccount(account, enrollments), List.of(event), List.of(), null);
  }

  /** A worker of the deletion before that is late is fenced off: its claim is over. */
  private Enrollment stands(EnrolledAccount before) {
    return before
        .find(service)
        .orElseGet(() -> Enrollment.intended(account, service, 0))
        .wanting(Desired.ABSENT, false)
        .observed(Observed.PRESENT, false, remoteId, 0, now, null, null);
  }
}
