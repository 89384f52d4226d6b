package dev.testaccounts.core.lease;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.pool.OnRelease;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive right to use an account until a time.
 *
 * @param id its identity
 * @param project whose it is
 * @param account the account
 * @param pool the account's pool
 * @param epoch the account's epoch while this lease is live: what fences late comers
 * @param holder who asked for it
 * @param labels run, job, test and whatever else its holder said
 * @param onRelease what happens to the account when it ends, as the pool said when it began
 * @param state where it is in its life
 * @param acquiredAt when it began
 * @param expiresAt when it ends by itself
 * @param endedAt when it ended; null while it is live
 * @param endReason why it ended; null while it is live
 */
public record Lease(
    Id id,
    String project,
    Id account,
    Id pool,
    long epoch,
    String holder,
    Map<String, String> labels,
    OnRelease onRelease,
    LeaseState state,
    Instant acquiredAt,
    Instant expiresAt,
    @Nullable Instant endedAt,
    @Nullable String endReason) {

  public Lease {
    labels = Map.copyOf(labels);
  }

  /** Whether its holder may use the account at a time. */
  public boolean liveAt(Instant now) {
    return state == LeaseState.ACTIVE && now.isBefore(expiresAt);
  }

  public Lease until(Instant end) {
    return new Lease(
        id,
        project,
        account,
        pool,
        epoch,
        holder,
        labels,
        onRelease,
        state,
        acquiredAt,
        end,
        endedAt,
        endReason);
  }

  public Lease ended(LeaseState how, String reason, Instant now) {
    return new Lease(
        id,
        project,
        account,
        pool,
        epoch,
        holder,
        labels,
        onRelease,
        how,
        acquiredAt,
        expiresAt,
        now,
        reason);
  }
}
