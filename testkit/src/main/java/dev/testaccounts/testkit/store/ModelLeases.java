package dev.testaccounts.testkit.store;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.testkit.SettableClock;
import dev.testaccounts.testkit.store.PoolModel.ModelAccount;
import java.time.Instant;

/**
 * What {@link StoreLeases} should answer, one operation after the other: {@link PoolModel} behind
 * the same methods. Used by one thread.
 */
public final class ModelLeases {

  private static final Id FIRST = Ids.earliest(SettableClock.START);

  private final PoolModel model = new PoolModel();

  /** A pool of one free account. */
  public ModelLeases() {
    model.made(FIRST, SettableClock.START);
    model.reported(FIRST, true, SettableClock.START);
  }

  /** The epoch of the account, or that it is not free. */
  public String claim(int lease) {
    return model
        .claim(FIRST.plus(lease), StoreLeases.at(StoreLeases.TTL), SettableClock.START)
        .map(account -> StoreLeases.granted(account().epoch()))
        .orElse(StoreLeases.NONE_FREE);
  }

  /** What comes of a renewal. */
  public String renew(int lease, int epoch, int minute) {
    Instant now = StoreLeases.at(minute);
    return known(lease)
        ? model
            .renew(FIRST.plus(lease), StoreLeases.said(epoch), now.plus(StoreLeases.MORE), now)
            .name()
        : StoreLeases.NO_SUCH_LEASE;
  }

  /** What comes of a release. */
  public String release(int lease, int epoch) {
    return known(lease) ? end(lease, epoch, LeaseState.RELEASED, 0) : StoreLeases.NO_SUCH_LEASE;
  }

  /** What comes of the reaper's look at a lease. */
  public String expire(int lease, int minute) {
    return known(lease) ? end(lease, 0, LeaseState.EXPIRED, minute) : StoreLeases.NO_SUCH_LEASE;
  }

  private String end(int lease, int epoch, LeaseState how, int minute) {
    return model
        .release(FIRST.plus(lease), StoreLeases.said(epoch), how, false, StoreLeases.at(minute))
        .name();
  }

  /** Whether there was something to clean. */
  public boolean clean() {
    boolean dirty = account().state() == AccountState.CLEANING;
    if (dirty) {
      model.reported(FIRST, true, SettableClock.START);
    }
    return dirty;
  }

  private boolean known(int lease) {
    return model.leases().stream().anyMatch(each -> each.id().equals(FIRST.plus(lease)));
  }

  private ModelAccount account() {
    return model.accounts().getFirst();
  }
}
