package dev.testaccounts.api;

/**
 * Why something was not done: {@code application/problem+json} (RFC 9457).
 *
 * @param type a URN that ends in the code; never null
 * @param title what the code means, the same each time; never null
 * @param status the HTTP status
 * @param detail what, where, expected and actual, for a person; never null
 * @param code one of {@link ProblemCode}, or one that a newer server knows; never null
 * @param instance the path that was asked for, or the incident's URN; never null
 */
public record ProblemBody(
    String type, String title, int status, String detail, String code, String instance) {}
