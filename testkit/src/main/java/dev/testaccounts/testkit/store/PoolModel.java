package dev.testaccounts.testkit.store;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.LeaseState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the accounts, leases and queue of one pool should be, in a few maps: the specification that
 * stores are held to by {@link ModelContract}. Knows no database, no services and no events. Used
 * by one thread.
 */
final class PoolModel {

  /** Where an account is, and what its leases counted to. */
  static final class ModelAccount {
    private final Id id;
    private AccountState state = AccountState.PENDING;
    private Instant changedAt;
    private long epoch;
    private boolean begun;
    private boolean dirty;

    private ModelAccount(Id id, Instant now) {
      this.id = id;
      this.changedAt = now;
    }

    Id id() {
      return id;
    }

    AccountState state() {
      return state;
    }

    long epoch() {
      return epoch;
    }

    private void become(AccountState next, Instant now) {
      state = next;
      changedAt = now;
    }
  }

  /** A lease, live or over. */
  record ModelLease(Id id, Id account, long epoch, LeaseState state, Instant ends) {

    private boolean liveAt(Instant now) {
      return state == LeaseState.ACTIVE && now.isBefore(ends);
    }
  }

  /** What should come of a renewal or a release. */
  enum Answer {
    DONE,
    ENDED,
    STALE_EPOCH,
    STILL_LIVE
  }

  /**
   * Somebody who waits.
   *
   * @param ttl how long his lease lasts from the moment it is granted
   */
  record Waiting(Id lease, Duration ttl) {}

  private final Map<Id, ModelAccount> accounts = new LinkedHashMap<>();
  private final Map<Id, ModelLease> leases = new HashMap<>();
  private final Deque<Waiting> queue = new ArrayDeque<>();

  List<ModelAccount> accounts() {
    return List.copyOf(accounts.values());
  }

  List<ModelAccount> in(AccountState state) {
    return accounts.values().stream().filter(each -> each.state == state).toList();
  }

  List<ModelLease> leases() {
    return leases.values().stream()
        .sorted(Comparator.comparing(each -> each.id().value()))
        .toList();
  }

  List<Id> queue() {
    return queue.stream().map(Waiting::lease).toList();
  }

  void made(Id account, Instant now) {
    accounts.put(account, new ModelAccount(account, now));
  }

  /** A worker reported on an account: good, or given up for good. */
  void reported(Id id, boolean good, Instant now) {
    ModelAccount account = account(id);
    account.begun = true;
    switch (account.state) {
      case PENDING, CLEANING -> {
        account.dirty = account.dirty && !good;
        account.become(good ? AccountState.FREE : AccountState.QUARANTINED, now);
        serve(now);
      }
      case DELETING -> account.become(AccountState.DELETED, now);
      case FREE, LEASED, DELETED, QUARANTINED, HELD ->
          throw new IllegalStateException("nothing was to be done for " + account.state);
    }
  }

  void enter(Waiting waiting, Instant now) {
    queue.addLast(waiting);
    serve(now);
  }

  private void serve(Instant now) {
    while (!queue.isEmpty() && free().isPresent()) {
      Waiting first = queue.removeFirst();
      grant(free().orElseThrow(), first.lease(), now.plus(first.ttl()), now);
    }
  }

  /** The account that a claim should get; empty where none is free, or others wait. */
  Optional<Id> claim(Id lease, Instant ends, Instant now) {
    if (!queue.isEmpty()) {
      return Optional.empty();
    }
    Optional<ModelAccount> free = free();
    free.ifPresent(account -> grant(account, lease, ends, now));
    return free.map(ModelAccount::id);
  }

  private Optional<ModelAccount> free() {
    return accounts.values().stream()
        .filter(each -> each.state == AccountState.FREE)
        .min(
            Comparator.comparing((ModelAccount each) -> each.changedAt)
                .thenComparing(each -> each.id.value()));
  }

  private void grant(ModelAccount account, Id lease, Instant ends, Instant now) {
    account.epoch++;
    account.dirty = true;
    account.become(AccountState.LEASED, now);
    leases.put(lease, new ModelLease(lease, account.id, account.epoch, LeaseState.ACTIVE, ends));
  }

  Answer renew(Id id, @Nullable Long epoch, Instant ends, Instant now) {
    ModelLease lease = lease(id);
    if (!lease.liveAt(now)) {
      return Answer.ENDED;
    }
    if (epoch != null && epoch != lease.epoch()) {
      return Answer.STALE_EPOCH;
    }
    leases.put(id, new ModelLease(id, lease.account(), lease.epoch(), lease.state(), ends));
    return Answer.DONE;
  }

  /**
   * A lease is to end.
   *
   * @param held whether its account is kept for a look
   */
  Answer release(Id id, @Nullable Long epoch, LeaseState how, boolean held, Instant now) {
    ModelLease lease = lease(id);
    if (lease.state() != LeaseState.ACTIVE) {
      return Answer.ENDED;
    }
    if (epoch != null && epoch != lease.epoch()) {
      return Answer.STALE_EPOCH;
    }
    if (how == LeaseState.EXPIRED && lease.liveAt(now)) {
      return Answer.STILL_LIVE;
    }
    end(lease, how);
    account(lease.account()).become(held ? AccountState.HELD : AccountState.CLEANING, now);
    return Answer.DONE;
  }

  private void end(ModelLease lease, LeaseState how) {
    leases.put(
        lease.id(), new ModelLease(lease.id(), lease.account(), lease.epoch(), how, lease.ends()));
  }

  /** Live leases whose time is over, the longest over first. */
  List<Id> overdue(Instant now) {
    return leases.values().stream()
        .filter(each -> each.state() == LeaseState.ACTIVE && !each.liveAt(now))
        .sorted(Comparator.comparing(ModelLease::ends).thenComparing(each -> each.id().value()))
        .map(ModelLease::id)
        .toList();
  }

  void givenBack(Id held, Instant now) {
    ModelAccount account = account(held);
    account.dirty = true;
    account.become(AccountState.CLEANING, now);
  }

  void triedAgain(Id quarantined, Instant now) {
    ModelAccount account = account(quarantined);
    account.become(account.dirty ? AccountState.CLEANING : AccountState.PENDING, now);
  }

  /** Everything goes, but what is leased only where that is said. Returns how many. */
  int condemn(boolean includeLeased, Instant now) {
    int condemned = 0;
    for (ModelAccount account : accounts.values()) {
      if (goes(account.state, includeLeased)) {
        leases.values().stream()
            .filter(each -> each.account().equals(account.id) && each.state() == LeaseState.ACTIVE)
            .toList()
            .forEach(lease -> end(lease, LeaseState.REVOKED));
        account.become(account.begun ? AccountState.DELETING : AccountState.DELETED, now);
        condemned++;
      }
    }
    return condemned;
  }

  private static boolean goes(AccountState state, boolean includeLeased) {
    return switch (state) {
      case DELETING, DELETED -> false;
      case LEASED -> includeLeased;
      case PENDING, FREE, CLEANING, QUARANTINED, HELD -> true;
    };
  }

  private ModelAccount account(Id id) {
    ModelAccount account = accounts.get(id);
    if (account == null) {
      throw new IllegalArgumentException("nobody made account " + id);
    }
    return account;
  }

  private ModelLease lease(Id id) {
    ModelLease lease = leases.get(id);
    if (lease == null) {
      throw new IllegalArgumentException("nobody was granted lease " + id);
    }
    return lease;
  }
}
