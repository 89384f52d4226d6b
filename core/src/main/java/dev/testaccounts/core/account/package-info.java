/**
 * One synthetic identity and its presence in each service; the pure functions that move both
 * towards what should be. May use kernel to service.
 */
@NullMarked
package dev.testaccounts.core.account;

import org.jspecify.annotations.NullMarked;
