package dev.testaccounts.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks for more time: the body of {@code POST /v1/leases/{id}/renew}.
 *
 * @param ttl how long from now, 1 s to the pool's {@code maxTtl}; null for what the pool says
 * @param epoch the epoch that the caller believes the lease to have, 0 or more; null where it does
 *     not say
 */
public record RenewBody(@Nullable Duration ttl, @Nullable Long epoch) {}
