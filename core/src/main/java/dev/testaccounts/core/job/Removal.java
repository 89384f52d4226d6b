package dev.testaccounts.core.job;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.account.Reopening;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Recognition.Seen;
import dev.testaccounts.core.job.Recognition.Standing;
import dev.testaccounts.core.job.Sweep.Fate;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.service.Listing.Listed;
import dev.testaccounts.core.service.TargetService;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Condemns what a sweep found, a piece in each commit, in which the cap on deletions is looked at:
 * what others delete meanwhile counts. Thread-safe.
 */
final class Removal {

  /** Others wait for a commit of some milliseconds. */
  static final int PIECE = 250;

  private static final String AN_ORPHAN = "an orphan";

  private final JobStore jobs;
  private final AccountDrafts drafts;
  private final DeletionCap cap;
  private final InstantSource clock;
  private final Runnable wake;

  Removal(
      JobStore jobs, AccountDrafts drafts, DeletionCap cap, InstantSource clock, Runnable wake) {
    this.jobs = jobs;
    this.drafts = drafts;
    this.cap = cap;
    this.clock = clock;
    this.wake = wake;
  }

  /** Why so many are not to be condemned at all; empty where they may be. */
  Optional<JobStore.Condemned.OverCap> tooMany(Principal principal, long planned) {
    long used =
        planned == 0
            ? 0
            : jobs.deletionsSince(principal.project(), DeletionCap.since(clock.instant()));
    return planned > 0 && planned + used > cap.perHour()
        ? Optional.of(new JobStore.Condemned.OverCap(planned, used))
        : Optional.empty();
  }

  /**
   * Removes what a service lists and should not have: what became of each. What nobody here ever
   * knew is put on record, and what has a tombstone is deleted once more. One whose name is an
   * account's that is in use elsewhere is kept.
   */
  List<Fate> fromService(Principal principal, TargetService service, List<Seen> seen) {
    Iterator<Fate> strays =
        ofStrays(principal, service, deletable(seen, each -> each.account() == null)).iterator();
    Iterator<Fate> tombstones =
        ofTombstones(principal, service, deletable(seen, each -> each.account() != null))
            .iterator();
    return seen.stream()
        .map(
            each ->
                !each.isDeletable()
                    ? Fate.KEPT
                    : (each.account() == null ? strays : tombstones).next())
        .toList();
  }

  private static List<Seen> deletable(List<Seen> seen, Predicate<Seen> which) {
    return seen.stream().filter(Seen::isDeletable).filter(which).toList();
  }

  private List<Fate> ofStrays(Principal principal, TargetService service, List<Seen> strays) {
    return inPieces(
        strays,
        piece ->
            jobs.condemnStrays(
                    principal.project(),
                    piece.stream().map(each -> stray(principal, service, each.listed())).toList(),
                    cap.allowance(clock.instant(), false))
                .map(done -> done.stream().map(Intended.DONE::equals).toList()));
  }

  private List<Fate> ofTombstones(Principal principal, TargetService service, List<Seen> known) {
    return inPieces(
        known,
        piece ->
            jobs.condemnAgain(
                principal.project(),
                piece.stream().map(each -> reopening(principal, service, each)).toList(),
                cap.allowance(clock.instant(), false)));
  }

  /**
   * Removes accounts here that their service does not have any more: what became of each. One that
   * is leased is its holder's; when it comes back, cleaning makes it anew.
   */
  List<Fate> ofVanished(Principal principal, List<Account> vanished) {
    return inPieces(
        vanished,
        piece ->
            jobs.condemnVanished(
                    principal.project(),
                    piece.stream().map(each -> deletion(principal, each)).toList(),
                    cap.allowance(clock.instant(), false))
                .map(
                    done -> done.stream().map(Intervention.Reply.Done.class::isInstance).toList()));
  }

  /**
   * @param condemn tells of each whether it is condemned; empty where nothing was done
   */
  private <T> List<Fate> inPieces(List<T> all, Function<List<T>, Optional<List<Boolean>>> condemn) {
    List<Fate> fates = new ArrayList<>();
    for (int from = 0; from < all.size(); from += PIECE) {
      List<T> piece = all.subList(from, Math.min(from + PIECE, all.size()));
      condemn
          .apply(piece)
          .orElseGet(() -> Collections.nCopies(piece.size(), false))
          .forEach(condemned -> fates.add(condemned ? Fate.CONDEMNED : Fate.KEPT));
      wake.run();
    }
    return fates;
  }

  private Reopening reopening(Principal principal, TargetService service, Seen seen) {
    String reason =
        seen.standing() == Standing.LINGERING ? "deleted here, and still there" : AN_ORPHAN;
    return new Reopening(
        principal.project(),
        Objects.requireNonNull(seen.account()).id(),
        service.id(),
        seen.listed().remoteId(),
        detail(service, seen.listed(), reason),
        principal.name(),
        clock.instant());
  }

  private static Map<String, String> detail(TargetService service, Listed listed, String reason) {
    return Map.of(
        "username", listed.username(), "service", service.name(), Reopening.REASON, reason);
  }

  private Intent stray(Principal principal, TargetService service, Listed listed) {
    Instant now = clock.instant();
    AccountDrafts.Purpose purpose =
        new AccountDrafts.Purpose(Map.of(), FailurePolicy.ABANDON, null, null);
    EnrolledAccount stray =
        Convergence.stray(
            drafts.draft(principal.project(), service.id(), listed.username(), purpose, now),
            listed.remoteId(),
            AN_ORPHAN,
            now);
    Event event =
        Event.ofAccount(
            principal.project(),
            now,
            principal.name(),
            Event.Kind.ACCOUNT_CONDEMNED,
            stray.account().id(),
            detail(service, listed, AN_ORPHAN));
    return new Intent(stray, Integer.MAX_VALUE, event);
  }

  private Intervention deletion(Principal principal, Account account) {
    return new Intervention(
        principal.project(),
        account.id(),
        Intervention.Action.DELETE,
        drafts.nextSecret(principal.project()),
        null,
        principal.name(),
        clock.instant());
  }
}
