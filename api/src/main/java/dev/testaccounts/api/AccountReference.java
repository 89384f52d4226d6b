package dev.testaccounts.api;

/**
 * Names an account.
 *
 * @param id its identity: {@code GET /v1/accounts/{id}} tells the rest; never null
 */
public record AccountReference(String id) {}
