package dev.testaccounts.api;

/**
 * The simple API could not remove all its accounts.
 *
 * @param error what happened; never null
 * @param remaining how many accounts are left, at least 1; they stay on record and are retried
 */
public record SimpleRemaining(String error, long remaining) {}
