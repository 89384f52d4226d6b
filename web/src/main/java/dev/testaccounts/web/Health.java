package dev.testaccounts.web;

/**
 * Whether the parts behind the server are well.
 *
 * @param ready whether requests can be served: the store answers, nothing is stopping
 */
public record Health(boolean ready) {}
