/** What a store is to whoever opens one: core's ports, a clock, and whether others share it. */
@NullMarked
package dev.testaccounts.store;

import org.jspecify.annotations.NullMarked;
