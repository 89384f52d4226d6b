/**
 * The audit trail: who did what to which account and when. An event is written in the same commit
 * as the change it tells of. May use kernel.
 */
@NullMarked
package dev.testaccounts.core.audit;

import org.jspecify.annotations.NullMarked;
