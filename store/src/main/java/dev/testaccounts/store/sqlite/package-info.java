/**
 * Core's ports on SQLite: one file, one writing thread that commits in groups, several reading
 * connections. Promises that what was answered is durable, and that a change and its events are
 * one. May use core.
 */
@NullMarked
package dev.testaccounts.store.sqlite;

import org.jspecify.annotations.NullMarked;
