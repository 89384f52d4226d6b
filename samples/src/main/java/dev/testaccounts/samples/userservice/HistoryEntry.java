package dev.testaccounts.samples.userservice;

import org.jspecify.annotations.Nullable;

/**
 * One call that was seen for a username.
 *
 * @param call what was asked
 * @param outcome what it did
 * @param fault the kind of fault that spoiled it, for example {@code lose}; null when none did
 */
public record HistoryEntry(Call call, Outcome outcome, @Nullable String fault) {}
