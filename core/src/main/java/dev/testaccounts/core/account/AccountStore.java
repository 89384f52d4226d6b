package dev.testaccounts.core.account;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Port: reads accounts. Thread-safe. */
public interface AccountStore {

  Optional<EnrolledAccount> account(String project, Id id);

  /** Accounts of a project, in the order they were made. */
  Page<EnrolledAccount> accounts(String project, Filter filter, Page.Request page);

  /** All of them, read page by page as they are asked for. */
  default Stream<EnrolledAccount> all(String project, Filter filter) {
    return Page.all(page -> accounts(project, filter, page));
  }

  /**
   * How many accounts of a pool are in each state; states with none may be missing. Tombstones are
   * not counted.
   */
  Map<AccountState, Long> census(Id pool);

  /**
   * When those free accounts of a pool fell free that were used and did so after a time, the
   * longest free first; none that waits for the lease it was made for.
   */
  List<Instant> usedAndFreeSince(Id pool, Instant after, int limit);

  /** Held accounts of every project whose time is over, the longest over first. */
  List<Account> overdueHolds(Instant now, int limit);

  /**
   * Accounts made through the simple API that still exist, and how many of them do not get on: they
   * failed to go so many times in a row, or their service is in maintenance and nobody is at them.
   */
  Remaining remaining(String project, int failures);

  /** What is left of the accounts of the simple API. */
  record Remaining(long accounts, long stuck) {}

  /**
   * Which accounts; null means any.
   *
   * @param pool the pool they are in
   * @param state where they are in their life; null means any but tombstones
   * @param username the exact name
   */
  record Filter(@Nullable Id pool, @Nullable AccountState state, @Nullable String username) {
    public static Filter all() {
      return new Filter(null, null, null);
    }
  }
}
