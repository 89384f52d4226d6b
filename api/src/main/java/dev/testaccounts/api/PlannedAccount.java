package dev.testaccounts.api;

/**
 * One account that a clean-up would remove.
 *
 * @param id its identity; never null
 * @param username its name; never null
 * @param state where it is in its life; never null
 */
public record PlannedAccount(String id, String username, String state) {}
