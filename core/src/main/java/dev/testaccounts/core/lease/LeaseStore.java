package dev.testaccounts.core.lease;

import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Hold;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.secret.NextSecret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Port: keeps leases. The writing operations take batches and return when all of it is durable; the
 * answers stand in the order of the batch, and one item's trouble is its own. That an account has
 * at most one live lease is a constraint of the database. Thread-safe.
 */
public interface LeaseStore {

  List<ClaimReply> claim(List<Claim> batch);

  /**
   * Claims several accounts of one pool: all of them in one commit, or nothing is written.
   *
   * @param group claims without a reservation, all of one project and pool
   * @return a lease for each in their order; empty where they cannot all have one
   */
  Optional<List<ClaimReply.Granted>> claimAll(List<Claim> group);

  List<LeaseReply> renew(List<Renewal> batch);

  /** Ends leases; the accounts go to cleaning, deleting or a hold in the same commit. */
  List<LeaseReply> release(List<Release> batch);

  Optional<Lease> lease(String project, Id id);

  /** A live lease with its account, as it was granted. */
  Optional<ClaimReply.Granted> grant(String project, Id lease);

  /** Leases of a project, newest first. */
  Page<Lease> leases(String project, Filter filter, Page.Request page);

  /** Live leases whose time is over, of every project, the longest over first. */
  List<Lease> overdue(Instant now, int limit);

  /**
   * Asks for a free account of a pool, the one that has been free the longest.
   *
   * @param lease the lease's id to be
   * @param pool the pool
   * @param reservation an account that was made for this lease; null for any that is free
   * @param filter which accounts will do, where none is reserved
   * @param ends when the lease ends by itself
   */
  record Claim(
      Id lease,
      String project,
      Id pool,
      @Nullable Id reservation,
      AccountFilter filter,
      String holder,
      Map<String, String> labels,
      OnRelease onRelease,
      Instant now,
      Instant ends) {

    /** One for which any account will do. */
    public Claim(
        Id lease,
        String project,
        Id pool,
        @Nullable Id reservation,
        String holder,
        Map<String, String> labels,
        OnRelease onRelease,
        Instant now,
        Instant ends) {
      this(
          lease,
          project,
          pool,
          reservation,
          AccountFilter.none(),
          holder,
          labels,
          onRelease,
          now,
          ends);
    }

    /** The same for which any account will do. */
    public Claim forAny() {
      return new Claim(lease, project, pool, reservation, holder, labels, onRelease, now, ends);
    }
  }

  /** What came of a claim. */
  sealed interface ClaimReply {
    record Granted(Lease lease, EnrolledAccount account) implements ClaimReply {}

    record NoneFree() implements ClaimReply {}
  }

  /**
   * Moves a live lease's end.
   *
   * @param epoch what the caller believes the epoch to be; null where it does not say
   */
  record Renewal(
      String project, Id lease, @Nullable Long epoch, String actor, Instant now, Instant ends) {}

  /**
   * Ends a lease.
   *
   * @param epoch what the caller believes the epoch to be; null where it does not say
   * @param how the state it ends in; EXPIRED is refused while the lease still has time
   * @param nextSecret the password that the account gets when it is cleaned
   * @param hold how the account is kept for a look; null where it is cleaned or deleted at once
   */
  record Release(
      String project,
      Id lease,
      @Nullable Long epoch,
      LeaseState how,
      String reason,
      NextSecret nextSecret,
      String actor,
      Instant now,
      @Nullable Hold hold) {

    /** One after which the account is cleaned or deleted at once. */
    public Release(
        String project,
        Id lease,
        @Nullable Long epoch,
        LeaseState how,
        String reason,
        NextSecret nextSecret,
        String actor,
        Instant now) {
      this(project, lease, epoch, how, reason, nextSecret, actor, now, null);
    }
  }

  /** What came of a renewal or a release. */
  sealed interface LeaseReply {
    /** Done: the lease as it is now. */
    record Done(Lease lease) implements LeaseReply {}

    /** It has ended before (or, for a renewal, its time is over): nothing changed. */
    record Ended(Lease lease) implements LeaseReply {}

    /** The caller speaks of another epoch: nothing changed. */
    record StaleEpoch(Lease lease) implements LeaseReply {}

    /** To expire: it still has time. Nothing changed. */
    record StillLive(Lease lease) implements LeaseReply {}

    record NoSuchLease() implements LeaseReply {}
  }

  /** Which leases; null means any, an empty map means any labels. */
  record Filter(
      @Nullable Id pool,
      @Nullable Id account,
      @Nullable LeaseState state,
      Map<String, String> labels) {
    public static Filter all() {
      return new Filter(null, null, null, Map.of());
    }
  }
}
