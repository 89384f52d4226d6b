package dev.testaccounts.core.account;

import java.time.Instant;

/**
 * How an account is kept for a look.
 *
 * @param until when it is given back by itself
 * @param reason why it is kept
 */
public record Hold(Instant until, String reason) {}
