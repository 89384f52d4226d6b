package dev.testaccounts.core.job;

import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.account.Reopening;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Port: keeps jobs and their items, and turns bulk wishes into intents. Who begins a job whose id
 * there is already gets that one as it is now, and nothing is written: so a request that comes
 * again after a crash has no second effect. Thread-safe.
 */
public interface JobStore {

  Job start(Job job, Event event);

  /** Begins a job with the rows that it is to make accounts of: its items, in their order. */
  Job start(Job job, List<AccountRow> rows, Event event);

  /** Rows of a job from an item on; none where it has no rows. */
  List<AccountRow> rows(Id job, int from, int limit);

  /** Gives up one item, the next that is not planned, with the reason as its result. */
  void forgoNext(Id job, int from, String reason, Instant now);

  /**
   * How far a piece of a job could be written.
   *
   * @param written how many items; none of them where others planned the job further meanwhile
   * @param end DONE for all of them; else what stood in the way of the next
   */
  record Expanded(int written, Intended end) {}

  /**
   * Writes the next items of a job and the intents of their accounts, up to the first that is
   * refused.
   *
   * @param from how many items are planned already; where that is no longer so, nothing is written
   *     and nothing stood in the way
   */
  Expanded expand(Id job, int from, List<Intent> intents);

  /** Gives up the items that are not planned yet, each with the reason as its result. */
  void forgo(Id job, String reason, Instant now);

  /**
   * Cancels a job: what nobody has begun is given up, with {@link Job.Result#CANCELLED} and nothing
   * left of it; what is under way ends as it ends. A job that is finished, or was cancelled before,
   * stays as it is.
   *
   * @param event whose time and actor the results tell
   * @return the job afterwards; empty where the project has none of that id
   */
  Optional<Job> cancel(String project, Id job, Event event);

  /**
   * Begins a job on everything free that a selector fits: its items, in the order of the accounts,
   * none of them planned. Accounts that wait for the lease they were made for are none of them.
   *
   * @return the job with its total; one of nothing is finished
   */
  Job start(Job job, Selector selector, Event event);

  /** The accounts of a job's items from one on. */
  List<Id> targets(Id job, int from, int limit);

  /**
   * Does the next items of a job: all in one commit. What cannot be done any more has its result.
   *
   * @param from how many items are planned already; where that is no longer so, nothing is written
   */
  void intervene(Id job, int from, List<Intervention> interventions);

  /**
   * Jobs that have items without intents, the oldest first.
   *
   * @param after the job that they come after; null for the oldest
   */
  List<Job> unplanned(@Nullable Id after, int limit);

  /** How many accounts jobs are to make in a pool, of which there is no intent yet. */
  long promised(Id pool);

  /**
   * Turns everything a selector fits into accounts to be deleted, each an item of the job, their
   * live leases revoked: one commit.
   *
   * @param job the clean-up; its totals are filled in
   * @param allowance how much it may delete; looked at in the same commit
   */
  Condemned condemn(Job job, Selector selector, Event event, Allowance allowance);

  /** How many accounts {@link #condemn} would be about now. */
  long count(String project, Selector selector);

  /**
   * Begins a clean-up that is too large for one commit: what it is to remove is on record, and
   * nothing is condemned yet.
   *
   * @param job the clean-up with what was counted as its total: an estimate, until all of it is
   *     planned
   * @param allowance how much it may delete; looked at in the same commit
   */
  Condemned condemnLater(Job job, Selector selector, Event event, Allowance allowance);

  /**
   * Condemns the next accounts of a clean-up that was begun so, of those that were there when it
   * was: one commit. The last piece makes what is planned its total.
   *
   * @param from how many items are planned already; where that is no longer so, nothing is written
   * @param limit how many accounts at most
   */
  void condemnNext(Id job, int from, int limit, Instant now);

  /**
   * Turns all accounts made through the simple API into accounts to be deleted. Those that wait to
   * be retried are due now.
   *
   * @param allowance how many more it may delete
   * @return why nothing was changed; empty where it was done
   */
  Optional<Condemned.OverCap> condemnSimple(String project, Event event, Allowance allowance);

  /**
   * Puts accounts on record that stand in a service although nobody here knew of them, and that are
   * to be removed: one commit.
   *
   * @param allowance how much may be deleted; looked at in the same commit
   * @return what came of each; empty where it would have been too much, and nothing was changed
   */
  Optional<List<Intended>> condemnStrays(String project, List<Intent> strays, Allowance allowance);

  /**
   * Turns tombstones whose names stand in a service after all into accounts to be deleted: one
   * commit.
   *
   * @param allowance how much may be deleted; looked at in the same commit
   * @return of each whether it was done; empty where it would have been too much, and nothing was
   *     changed
   */
  Optional<List<Boolean>> condemnAgain(
      String project, List<Reopening> tombstones, Allowance allowance);

  /**
   * Deletes accounts that a service has lost: one commit.
   *
   * @param allowance how much may be deleted; looked at in the same commit
   * @return what came of each; empty where it would have been too much, and nothing was changed
   */
  Optional<List<Intervention.Reply>> condemnVanished(
      String project, List<Intervention> deletions, Allowance allowance);

  /** How many accounts of a project were condemned since a time, that time included. */
  long deletionsSince(String project, Instant since);

  /** What {@link #condemn} would do now. */
  Plan plan(String project, Selector selector, int limit);

  Optional<Job> job(String project, Id id);

  /** Jobs of a project, newest first. */
  Page<Job> jobs(String project, Page.Request page);

  /** Items of a job in their order. */
  Page<Job.Item> items(String project, Id job, Page.Request page);

  /**
   * How much may be deleted.
   *
   * @param since from when on deletions count
   * @param most how many there may be from then on, this clean-up's included
   */
  record Allowance(Instant since, long most) {}

  /** What came of a clean-up. */
  sealed interface Condemned {

    /** The job with its total. */
    record Started(Job job) implements Condemned {}

    /**
     * It would have been too much; nothing was changed.
     *
     * @param planned how many accounts it would have deleted
     * @param used how many deletions there were already
     */
    record OverCap(long planned, long used) implements Condemned {}
  }

  /**
   * What a clean-up would do.
   *
   * @param total how many accounts would go
   * @param byState how many of them are in each state
   * @param leasesRevoked how many live leases would end
   * @param sample the first of them
   */
  record Plan(
      long total, Map<AccountState, Long> byState, long leasesRevoked, List<Planned> sample) {}

  /** One account that would go. */
  record Planned(Id account, String username, AccountState state) {}
}
