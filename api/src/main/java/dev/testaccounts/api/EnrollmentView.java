package dev.testaccounts.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account's presence in one service.
 *
 * @param service the service's name; null where the service was removed
 * @param desired what should be: {@code present} or {@code unasked}, {@code absent}; never null
 * @param observed what is known: {@code unasked}, {@code absent}, {@code present}, {@code unknown}
 *     or {@code foreign}; never null
 * @param attempts how often it was worked on
 * @param failures failed attempts in a row
 * @param remoteId what the service calls the account; null where it does not say
 * @param dueAt when it is worked on next; null where nothing is to be done
 * @param lastError what the last failed attempt said; null after a success
 */
public record EnrollmentView(
    @Nullable String service,
    String desired,
    String observed,
    int attempts,
    int failures,
    @Nullable String remoteId,
    @Nullable Instant dueAt,
    @Nullable String lastError) {}
