/**
 * The contract of the store: one set of tests for every database. A store's own test is a subclass
 * of a few lines that says how to open it. May use testkit and core.
 */
@NullMarked
package dev.testaccounts.testkit.store;

import org.jspecify.annotations.NullMarked;
