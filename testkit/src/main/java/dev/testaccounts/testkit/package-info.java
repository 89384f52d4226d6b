/**
 * What the rooms' tests share: a clock that stands still until it is told, and, in its packages,
 * the contracts that every implementation of a port must keep. Never shipped to users. May use
 * core.
 */
@NullMarked
package dev.testaccounts.testkit;

import org.jspecify.annotations.NullMarked;
