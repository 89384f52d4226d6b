/** Core's ports kept in memory, a clock that is set by hand and a secret box without a key. */
@NullMarked
package dev.testaccounts.core.memory;

import org.jspecify.annotations.NullMarked;
