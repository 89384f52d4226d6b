/**
 * The exclusive, fenced right to use an account until a time: the use cases and the port that keeps
 * them. May use kernel to pool.
 */
@NullMarked
package dev.testaccounts.core.lease;

import org.jspecify.annotations.NullMarked;
