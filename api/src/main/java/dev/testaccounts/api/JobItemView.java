package dev.testaccounts.api;

import org.jspecify.annotations.Nullable;

/**
 * One item of a job.
 *
 * @param index its place in the job, from 0
 * @param account the account's id; null where none came to be
 * @param username the account's name; null where none came to be
 * @param result {@code pending}, {@code succeeded}, {@code failed} or {@code cancelled}; never null
 * @param message why it did not succeed; null where it did, or is still to
 */
public record JobItemView(
    int index,
    @Nullable String account,
    @Nullable String username,
    String result,
    @Nullable String message) {}
