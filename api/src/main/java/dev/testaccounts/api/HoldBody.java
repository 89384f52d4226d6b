package dev.testaccounts.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an account for a look: the body of {@code POST /v1/leases/{id}/hold} and of {@code POST
 * /v1/accounts/{id}/hold}.
 *
 * @param ttl how long from now until it is given back by itself, 1 s to 7 days; null for 1 hour
 * @param reason why, at most 200 characters; null to say nothing
 * @param epoch the epoch that the caller believes the lease to have, 0 or more; null where it does
 *     not say, and for an account that is not leased
 */
public record HoldBody(@Nullable Duration ttl, @Nullable String reason, @Nullable Long epoch) {}
