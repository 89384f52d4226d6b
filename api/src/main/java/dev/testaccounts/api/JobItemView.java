package dev.testaccounts.api;

import org.jspecify.annotations.Nullable;

/**
 * One item of a job.
 *
 * @param index its place in the job, from 0
 * @param account the account's id; null where none came to be
 * @param username the account's name; null where none came to be
 * @param result {@code pending}, {@code succeeded}, {@code failed} or {@code cancelled}; never null
 * @param message why it did not succeed, or while it is pending what keeps it from that for now;
 *     null where it did, or nothing is known to keep it
 */
public record JobItemView(
    int index,
    @Nullable String account,
    @Nullable String username,
    String result,
    @Nullable String message) {}
