/**
 * Secrets that cannot be printed by accident, the port that seals them, and the generator of
 * recognisable passwords. May use kernel, audit and access.
 */
@NullMarked
package dev.testaccounts.core.secret;

import org.jspecify.annotations.NullMarked;
