package dev.testaccounts.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Compares a service with what is known of it: the body of {@code POST
 * /v1/services/{name}/orphans}.
 *
 * @param action {@code report}, {@code delete} (orphans) or {@code forget} (what vanished); null
 *     for a report
 * @param olderThan what changed since then is left alone; null for 1 hour
 */
public record OrphansBody(@Nullable String action, @Nullable Duration olderThan) {}
