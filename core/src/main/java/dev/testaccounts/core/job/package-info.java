/**
 * Work that converges what is to what should be: the reconciler, the reaper, bulk jobs and
 * clean-up. May use every other package of core.
 */
@NullMarked
package dev.testaccounts.core.job;

import org.jspecify.annotations.NullMarked;
