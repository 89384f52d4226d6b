package dev.testaccounts.store.sql;

import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.kernel.Id;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Accounts that came to rest in this transaction while a job waits for them: written once, before
 * anybody looks at a job and at the end, because most are of one job, whose row changes once then.
 * Used by the writing thread.
 */
public final class Settlements {

  private static final String SETTLE =
      "UPDATE job_item SET result = ?, message = ? WHERE job_id = ? AND idx = ?";

  private record Waiting(Id job, Id account) {}

  private record Settled(boolean good, @Nullable String message, Instant at) {}

  private record Item(Id job, int index, Id account) {}

  /** What one job learns. */
  private static final class Sum {
    private int succeeded;
    private int failed;
    private Instant at = Instant.MIN;

    void add(Settled settled) {
      succeeded += settled.good() ? 1 : 0;
      failed += settled.good() ? 0 : 1;
      at = settled.at().isAfter(at) ? settled.at() : at;
    }
  }

  private final Map<Waiting, Settled> all = new LinkedHashMap<>();

  /** An account came to rest: its item has its result. */
  void add(Id job, Id account, boolean good, @Nullable String message, Instant now) {
    all.putIfAbsent(new Waiting(job, account), new Settled(good, message, now));
  }

  /** Belongs to the end of the transaction, before the census. */
  public void write(Session session) {
    if (all.isEmpty()) {
      return;
    }
    Map<Waiting, Settled> settled = new LinkedHashMap<>(all);
    all.clear();
    // In the order of the jobs, in which everybody writes them.
    Map<String, Sum> sums = new TreeMap<>();
    for (Item item : pending(session, settled)) {
      Optional.ofNullable(settled.get(new Waiting(item.job(), item.account())))
          .ifPresent(
              each -> {
                settle(session, item, each);
                sums.computeIfAbsent(item.job().value(), job -> new Sum()).add(each);
              });
    }
    sums.forEach(
        (job, sum) -> JobProgress.count(session, new Id(job), sum.succeeded, sum.failed, sum.at));
  }

  /** An account may have items of other jobs too, of which nobody waits for this. */
  private static List<Item> pending(Session session, Map<Waiting, Settled> settled) {
    return session.list(
        pendingOf(session.dialect()),
        row -> new Item(row.id(), row.count(), row.id()),
        settled.keySet().stream().map(Waiting::account).toList());
  }

  public static String pendingOf(Dialect dialect) {
    return "SELECT job_id, idx, account_id FROM job_item WHERE result = 'PENDING' AND "
        + dialect.among("account_id");
  }

  private static void settle(Session session, Item item, Settled settled) {
    Job.Result result = settled.good() ? Job.Result.SUCCEEDED : Job.Result.FAILED;
    session.later(
        new Object[] {item.job(), item.index()},
        SETTLE,
        result,
        settled.message(),
        item.job(),
        item.index());
  }

  /** The transaction was rolled back: nobody came to rest. */
  public void forget() {
    all.clear();
  }
}
