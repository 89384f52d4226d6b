/**
 * Core's ports on PostgreSQL, shared by any number of replicas. Promises that what was answered is
 * durable, that a change and its events are one, and that no replica can undo what another did: a
 * write locks what it looks at, in one order, before it looks. May use core and store.sql.
 */
@NullMarked
package dev.testaccounts.store.postgres;

import org.jspecify.annotations.NullMarked;
