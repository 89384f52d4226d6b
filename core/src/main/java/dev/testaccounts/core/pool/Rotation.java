package dev.testaccounts.core.pool;

import dev.testaccounts.core.account.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a pool's accounts are handed out again, and when no more.
 *
 * @param age how old an account may become; null for any age
 * @param uses how many leases an account may have; null for any number
 * @param coolDown how long an account that was used rests before it is handed out again
 * @param draining whether the pool hands out nothing any more, and gets rid of what it has
 */
public record Rotation(
    @Nullable Duration age, @Nullable Integer uses, Duration coolDown, boolean draining) {

  /** For ever, and at once: what holds where nothing was said. */
  public static Rotation endless() {
    return new Rotation(null, null, Duration.ZERO, false);
  }

  /** The same, and nothing is handed out any more. */
  Rotation drained() {
    return new Rotation(age, uses, coolDown, true);
  }

  /**
   * Why an account is not handed out any more, however long it rests; empty where it may be. The
   * one place that decides it.
   */
  public Optional<String> retires(Account account, Instant now) {
    if (draining) {
      return Optional.of("its pool is being drained");
    }
    if (account.uses() >= usesBelow()) {
      return Optional.of("it had " + account.uses() + " uses, the pool allows " + uses);
    }
    return account.createdAt().isAfter(bornAfter(now))
        ? Optional.empty()
        : Optional.of("it is older than the pool allows (" + age + ")");
  }

  /** Whether there can be any account at all that retires. */
  public boolean retiresAny() {
    return draining || age != null || uses != null;
  }

  /** An account that was used must have been free since then to be handed out. */
  public Instant freeSince(Instant now) {
    return now.minus(coolDown);
  }

  /** An account must have been made after that to be handed out. */
  public Instant bornAfter(Instant now) {
    return age == null ? Instant.EPOCH : now.minus(age);
  }

  /** An account must have had fewer leases to be handed out. */
  public int usesBelow() {
    return uses == null ? Integer.MAX_VALUE : uses;
  }
}
