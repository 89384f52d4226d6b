package dev.testaccounts.core.account;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.secret.SealedSecret;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One synthetic identity.
 *
 * @param id its identity
 * @param project whose it is
 * @param pool the pool it was made for; null for one made through the simple API
 * @param username unique in the project, tombstones included
 * @param email its address; null where the pool gives none
 * @param secret the password it has, or should have once cleaned
 * @param attributes what the pool's recipe gave it
 * @param labels what its maker called it
 * @param state where it is in its life
 * @param epoch grows by one with every lease; what fences late comers
 * @param uses how many leases it has had
 * @param onFailure what becomes of it when its creation fails
 * @param reservation the one lease it was made for; null where anybody may have it
 * @param job the bulk job that is waiting for it; null where none is
 * @param reason why it is quarantined, held or being deleted; null otherwise
 * @param heldUntil until when it is kept for a look; null where it is not held
 * @param createdAt when it was intended
 * @param changedAt when its state changed last
 */
public record Account(
    Id id,
    String project,
    @Nullable Id pool,
    String username,
    @Nullable String email,
    SealedSecret secret,
    Map<String, String> attributes,
    Map<String, String> labels,
    AccountState state,
    long epoch,
    int uses,
    FailurePolicy onFailure,
    @Nullable Id reservation,
    @Nullable Id job,
    @Nullable String reason,
    @Nullable Instant heldUntil,
    Instant createdAt,
    Instant changedAt) {

  public Account {
    attributes = Map.copyOf(attributes);
    labels = Map.copyOf(labels);
  }

  /** The account in another state; it is not held any more. */
  public Account in(AccountState next, @Nullable String because, Instant now) {
    return in(next, because, null, now);
  }

  /** The account kept for a look. */
  public Account held(Hold hold, Instant now) {
    return in(AccountState.HELD, hold.reason(), hold.until(), now);
  }

  private Account in(
      AccountState next, @Nullable String because, @Nullable Instant until, Instant now) {
    return new Account(
        id,
        project,
        pool,
        username,
        email,
        secret,
        attributes,
        labels,
        next,
        epoch,
        uses,
        onFailure,
        reservation,
        job,
        because,
        until,
        createdAt,
        now);
  }

  /** The account leased once more: the next epoch, no reservation left. */
  public Account leased(Instant now) {
    return new Account(
        id,
        project,
        pool,
        username,
        email,
        secret,
        attributes,
        labels,
        AccountState.LEASED,
        epoch + 1,
        uses + 1,
        onFailure,
        null,
        job,
        null,
        null,
        createdAt,
        now);
  }

  /** The account with the secret that it should have from now on. */
  public Account withSecret(SealedSecret next) {
    return new Account(
        id,
        project,
        pool,
        username,
        email,
        next,
        attributes,
        labels,
        state,
        epoch,
        uses,
        onFailure,
        reservation,
        job,
        reason,
        heldUntil,
        createdAt,
        changedAt);
  }

  /** The account with another job waiting for it, or none. */
  public Account withJob(@Nullable Id next) {
    return new Account(
        id,
        project,
        pool,
        username,
        email,
        secret,
        attributes,
        labels,
        state,
        epoch,
        uses,
        onFailure,
        reservation,
        next,
        reason,
        heldUntil,
        createdAt,
        changedAt);
  }
}
