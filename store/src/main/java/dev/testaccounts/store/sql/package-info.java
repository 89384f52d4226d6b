/**
 * Core's ports as plain SQL that SQLite and PostgreSQL both understand: rows, and what a write
 * reads, decides and changes. Promises that a change and its events are one. Knows neither
 * database: a store gives it sessions, and says how a write gets into a transaction. May use core.
 */
@NullMarked
package dev.testaccounts.store.sql;

import org.jspecify.annotations.NullMarked;
