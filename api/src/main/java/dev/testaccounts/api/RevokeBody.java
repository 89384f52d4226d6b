package dev.testaccounts.api;

import org.jspecify.annotations.Nullable;

/**
 * Takes a lease from its holder: the body of {@code POST /v1/leases/{id}/revoke}.
 *
 * @param reason why, at most 200 characters; null to say nothing
 */
public record RevokeBody(@Nullable String reason) {}
