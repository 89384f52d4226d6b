package dev.testaccounts.core.account;

import dev.testaccounts.core.kernel.Id;
import java.time.Instant;

/**
 * A worker's report on one enrollment.
 *
 * @param attempt the attempt it belongs to; a report of an older attempt changes nothing
 * @param outcome what it came to
 * @param now when
 * @param follow until when the worker claims what becomes ready next in this account, so that it
 *     can go straight on
 */
public record Observation(
    Id account, Id service, int attempt, Outcome outcome, Instant now, Instant follow) {}
