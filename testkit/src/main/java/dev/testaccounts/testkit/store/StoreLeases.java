package dev.testaccounts.testkit.store;

import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import dev.testaccounts.core.lease.LeaseStore.ClaimReply;
import dev.testaccounts.core.lease.LeaseStore.LeaseReply;
import dev.testaccounts.core.lease.LeaseStore.Release;
import dev.testaccounts.core.lease.LeaseStore.Renewal;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.testkit.SettableClock;
import dev.testaccounts.testkit.store.PoolModel.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;

/**
 * The lease port of a store as operations for Lincheck, on a new pool for each time that a scenario
 * is run. Leases go by number, so that answers compare; the pool has one account, for which of
 * several somebody gets is not promised where other servers are at them. Thread-safe.
 */
@Param(name = "any", gen = IntGen.class, conf = "1:3")
@Param(name = "epoch", gen = IntGen.class, conf = "0:2")
@Param(name = "minute", gen = IntGen.class, conf = "0:20")
public final class StoreLeases {

  static final int TTL = 15;
  static final int LATEST = 20;
  static final Duration MORE = Duration.ofMinutes(5);
  static final String NONE_FREE = "NONE_FREE";
  static final String NO_SUCH_LEASE = "NO_SUCH_LEASE";

  /** Lincheck makes the instances itself, and gives them nothing. */
  private static final AtomicReference<@Nullable Surroundings> CURRENT = new AtomicReference<>();

  /**
   * What all instances have in common; the clock stands at its start.
   *
   * @param replicas the lease ports of all servers on the database, asked in turn
   * @param pools pools of one free account, one for each instance
   */
  record Surroundings(
      Given given,
      Drafts drafts,
      TargetService service,
      List<LeaseStore> replicas,
      AtomicInteger turn,
      Queue<Stocked> pools) {

    LeaseStore leases() {
      return replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size()));
    }

    Stocked make() {
      Pool pool = given.stored(drafts.pool("pool-" + drafts.id(), OnRelease.RESET, service));
      return new Stocked(pool, given.free(pool).account().id());
    }
  }

  /** A pool with its account. */
  record Stocked(Pool pool, Id account) {}

  private final Surroundings in = Objects.requireNonNull(CURRENT.get());
  private final Id first = in.drafts().id();
  private final Stocked mine;
  private final Map<Id, Work> claimed = new ConcurrentHashMap<>();

  static void in(Surroundings surroundings) {
    CURRENT.set(surroundings);
  }

  /** As Lincheck makes it: on a pool that nobody had before. */
  public StoreLeases() {
    mine = Objects.requireNonNullElseGet(in.pools().poll(), in::make);
  }

  static Instant at(int minute) {
    return SettableClock.START.plus(Duration.ofMinutes(minute));
  }

  static @Nullable Long said(int epoch) {
    return epoch == 0 ? null : Long.valueOf(epoch);
  }

  static String granted(long epoch) {
    return "epoch " + epoch;
  }

  /** The epoch of the account, or that it is not free. */
  @Operation
  public String claim(@Param(gen = LeaseNumbers.class) int lease) {
    Claim claim = in.drafts().claim(mine.pool(), first.plus(lease), null, Map.of());
    return switch (in.leases().claim(List.of(claim)).getFirst()) {
      case ClaimReply.Granted(Lease live, EnrolledAccount account) -> granted(live.epoch());
      case ClaimReply.NoneFree none -> NONE_FREE;
    };
  }

  /** What comes of a renewal. */
  @Operation
  public String renew(
      @Param(name = "any") int lease,
      @Param(name = "epoch") int epoch,
      @Param(name = "minute") int minute) {
    Instant now = at(minute);
    Renewal renewal =
        new Renewal(Drafts.PROJECT, first.plus(lease), said(epoch), "tester", now, now.plus(MORE));
    return text(in.leases().renew(List.of(renewal)).getFirst());
  }

  /** What comes of a release. */
  @Operation
  public String release(@Param(name = "any") int lease, @Param(name = "epoch") int epoch) {
    return end(lease, epoch, LeaseState.RELEASED, 0);
  }

  /** What comes of the reaper's look at a lease. */
  @Operation
  public String expire(@Param(name = "any") int lease, @Param(name = "minute") int minute) {
    return end(lease, 0, LeaseState.EXPIRED, minute);
  }

  private String end(int lease, int epoch, LeaseState how, int minute) {
    Release release =
        new Release(
            Drafts.PROJECT,
            first.plus(lease),
            said(epoch),
            how,
            "done",
            Drafts.next("next"),
            "tester",
            at(minute));
    return text(in.leases().release(List.of(release)).getFirst());
  }

  private static String text(LeaseReply reply) {
    return switch (reply) {
      case LeaseReply.NoSuchLease none -> NO_SUCH_LEASE;
      case LeaseReply.Done done -> Answer.DONE.name();
      case LeaseReply.Ended ended -> Answer.ENDED.name();
      case LeaseReply.StaleEpoch stale -> Answer.STALE_EPOCH.name();
      case LeaseReply.StillLive live -> Answer.STILL_LIVE.name();
    };
  }

  /**
   * Whether there was something to clean, whenever its lease ended. One worker at a time: to take
   * work and to report it are two commits, and only one that has both is a step of the model.
   */
  @Operation(nonParallelGroup = "worker")
  public boolean clean() {
    in.given()
        .due(in.service().id(), at(LATEST))
        .forEach(work -> claimed.put(work.account().id(), work));
    @Nullable Work work = claimed.remove(mine.account());
    if (work != null) {
      in.given().converge(List.of(work));
    }
    return work != null;
  }
}
