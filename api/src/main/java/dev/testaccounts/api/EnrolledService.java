package dev.testaccounts.api;

import org.jspecify.annotations.Nullable;

/**
 * A service that a leased account is in.
 *
 * @param url the service's base URL; never null
 * @param id what the service calls the account; null where it does not say
 */
public record EnrolledService(String url, @Nullable String id) {}
