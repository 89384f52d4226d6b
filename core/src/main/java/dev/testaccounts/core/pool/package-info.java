/** The recipe by which accounts are made and how many there may be. May use kernel to account. */
@NullMarked
package dev.testaccounts.core.pool;

import org.jspecify.annotations.NullMarked;
