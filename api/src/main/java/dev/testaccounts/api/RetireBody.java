package dev.testaccounts.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When an account of a pool is deleted instead of handed out again.
 *
 * @param age how old it may become, 1 s or more; null for any age
 * @param uses how many leases it may have, 1 or more; null for any number
 */
public record RetireBody(@Nullable Duration age, @Nullable Integer uses) {

  /** Never: what holds where nothing was said. */
  public static final RetireBody NEVER = new RetireBody(null, null);
}
