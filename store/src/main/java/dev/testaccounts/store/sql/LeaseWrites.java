package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Hold;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.AccountFilter;
import dev.testaccounts.core.lease.Allotment;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import dev.testaccounts.core.lease.LeaseStore.ClaimReply;
import dev.testaccounts.core.lease.LeaseStore.LeaseReply;
import dev.testaccounts.core.lease.LeaseStore.Release;
import dev.testaccounts.core.lease.LeaseStore.Renewal;
import dev.testaccounts.core.secret.SealedSecret;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Claims, renewals and releases, each within the writer's transaction. */
final class LeaseWrites {

  private LeaseWrites() {}

  static ClaimReply claim(Session session, Claim claim) {
    Optional<EnrolledAccount> picked =
        claim.reservation() == null && session.lookup().awaited(claim.pool())
            ? Line.leaves(session, List.of(claim)).map(List::getFirst)
            : pick(session, claim);
    return picked
        .<ClaimReply>map(free -> grant(session, claim, free))
        .orElseGet(ClaimReply.NoneFree::new);
  }

  /** Claims of one pool: all, or nothing is written. */
  static Optional<List<ClaimReply.Granted>> claimAll(Session session, List<Claim> group) {
    Optional<List<EnrolledAccount>> picked =
        session.lookup().awaited(group.getFirst().pool())
            ? Line.leaves(session, group)
            : allot(group, each -> session.lookup().free(each, group.size()));
    return picked.map(accounts -> grantAll(session, group, accounts));
  }

  /** Which account each claim of a group gets, of those that are free. */
  static Optional<List<EnrolledAccount>> allot(
      List<Claim> group, Function<Claim, List<EnrolledAccount>> free) {
    Map<AccountFilter, Claim> byFilter = new HashMap<>();
    group.forEach(each -> byFilter.putIfAbsent(each.filter(), each));
    return Allotment.of(
        group.stream().map(Claim::filter).toList(),
        filter -> free.apply(Objects.requireNonNull(byFilter.get(filter))));
  }

  /** Leases accounts that are free, in the order of the claims. */
  static List<ClaimReply.Granted> grantAll(
      Session session, List<Claim> group, List<EnrolledAccount> accounts) {
    return IntStream.range(0, group.size())
        .mapToObj(i -> grant(session, group.get(i), accounts.get(i)))
        .toList();
  }

  private static ClaimReply.Granted grant(Session session, Claim claim, EnrolledAccount before) {
    Instant now = Codec.kept(claim.now());
    Account account = before.account().leased(now);
    EnrolledAccount after = new EnrolledAccount(account, before.enrollments());
    Lease lease = lease(claim, account, now);
    AccountWrites.update(session, before, after);
    LeaseRows.insert(session, lease);
    String run = lease.labels().get("run");
    Trail.add(
        session,
        event(
            lease,
            Event.Kind.ACCOUNT_LEASED,
            claim.holder(),
            now,
            run == null ? Map.of() : Map.of("run", run)));
    return new ClaimReply.Granted(lease, after);
  }

  private static Optional<EnrolledAccount> pick(Session session, Claim claim) {
    Id reserved = claim.reservation();
    return reserved == null
        ? session.lookup().free(claim)
        : session.lookup().account(reserved).filter(found -> reservedFor(claim, found.account()));
  }

  private static boolean reservedFor(Claim claim, Account account) {
    return account.state() == AccountState.FREE
        && claim.lease().equals(account.reservation())
        && claim.pool().equals(account.pool())
        && claim.project().equals(account.project());
  }

  private static Lease lease(Claim claim, Account account, Instant now) {
    return new Lease(
        claim.lease(),
        claim.project(),
        account.id(),
        claim.pool(),
        account.epoch(),
        claim.holder(),
        claim.labels(),
        claim.onRelease(),
        LeaseState.ACTIVE,
        now,
        Codec.kept(claim.ends()),
        null,
        null);
  }

  static LeaseReply renew(Session session, Renewal renewal) {
    Optional<Lease> found = session.lookup().lease(renewal.project(), renewal.lease());
    if (found.isEmpty()) {
      return new LeaseReply.NoSuchLease();
    }
    Lease lease = found.get();
    Instant now = Codec.kept(renewal.now());
    if (!lease.liveAt(now)) {
      return new LeaseReply.Ended(lease);
    }
    if (stale(lease, renewal.epoch())) {
      return new LeaseReply.StaleEpoch(lease);
    }
    Lease renewed = lease.until(Codec.kept(renewal.ends()));
    LeaseRows.extend(session, renewed);
    Trail.add(
        session,
        event(
            renewed,
            Event.Kind.LEASE_RENEWED,
            renewal.actor(),
            now,
            Map.of("expiresAt", renewed.expiresAt().toString())));
    return new LeaseReply.Done(renewed);
  }

  static LeaseReply release(Session session, Release release) {
    Optional<Lease> found = session.lookup().lease(release.project(), release.lease());
    if (found.isEmpty()) {
      return new LeaseReply.NoSuchLease();
    }
    Lease lease = found.get();
    Instant now = Codec.kept(release.now());
    if (lease.state() != LeaseState.ACTIVE) {
      return new LeaseReply.Ended(lease);
    }
    if (stale(lease, release.epoch())) {
      return new LeaseReply.StaleEpoch(lease);
    }
    if (release.how() == LeaseState.EXPIRED && lease.liveAt(now)) {
      return new LeaseReply.StillLive(lease);
    }
    return new LeaseReply.Done(end(session, lease, release, now));
  }

  private static boolean stale(Lease lease, @Nullable Long epoch) {
    return epoch != null && epoch != lease.epoch();
  }

  private static Lease end(Session session, Lease lease, Release release, Instant now) {
    Lease ended = lease.ended(release.how(), release.reason(), now);
    LeaseRows.end(session, ended);
    Trail.add(
        session,
        event(
            ended, kind(release.how()), release.actor(), now, Map.of("reason", release.reason())));
    EnrolledAccount before = under(session, lease);
    if (release.hold() != null) {
      hold(session, before, ended, release.hold(), release.actor(), now);
      return ended;
    }
    switch (lease.onRelease()) {
      case RESET -> reuse(session, before, release, now);
      case DELETE -> delete(session, before, release.actor(), now);
    }
    return ended;
  }

  /** What would not be handed out again need not be cleaned first. */
  private static void reuse(Session session, EnrolledAccount before, Release release, Instant now) {
    Terms terms = Terms.of(session, before.account());
    Optional<String> retires = terms.rotation().retires(before.account(), now);
    retires.ifPresentOrElse(
        reason -> Retirement.retire(session, before, reason, release.actor(), now),
        () -> {
          SealedSecret next = release.nextSecret().by(terms.password());
          AccountWrites.update(session, before, Convergence.clean(before, next, now));
        });
  }

  /** The account under a lease: fenced by its epoch once more, whatever else went wrong. */
  private static EnrolledAccount under(Session session, Lease lease) {
    return session
        .lookup()
        .account(lease.account())
        .filter(account -> account.account().epoch() == lease.epoch())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "lease %s is live, but its account %s is not at its epoch %d"
                        .formatted(lease.id(), lease.account(), lease.epoch())));
  }

  private static void hold(
      Session session, EnrolledAccount before, Lease ended, Hold hold, String actor, Instant now) {
    Hold kept = new Hold(Codec.kept(hold.until()), hold.reason());
    AccountWrites.update(session, before, Convergence.held(before, kept, now));
    Map<String, String> detail = Map.of("reason", kept.reason(), "until", kept.until().toString());
    Trail.add(session, event(ended, Event.Kind.ACCOUNT_HELD, actor, now, detail));
  }

  private static void delete(Session session, EnrolledAccount before, String actor, Instant now) {
    EnrolledAccount after = Convergence.condemn(before, null, now);
    AccountWrites.update(session, before, after);
    Account account = after.account();
    if (account.state() == AccountState.DELETED) {
      Trail.add(
          session,
          Event.ofAccount(
              account.project(), now, actor, Event.Kind.ACCOUNT_DELETED, account.id(), Map.of()));
    }
  }

  private static Event.Kind kind(LeaseState how) {
    return switch (how) {
      case RELEASED -> Event.Kind.LEASE_RELEASED;
      case EXPIRED -> Event.Kind.LEASE_EXPIRED;
      case REVOKED -> Event.Kind.LEASE_REVOKED;
      case ACTIVE -> throw new IllegalArgumentException("a lease does not end in ACTIVE");
    };
  }

  private static Event event(
      Lease lease, Event.Kind kind, String actor, Instant now, Map<String, String> detail) {
    return new Event(lease.project(), now, actor, kind, lease.account(), lease.id(), null, detail);
  }
}
