/**
 * Who is asking: the principal and the project whose things it may touch. May use kernel and audit.
 */
@NullMarked
package dev.testaccounts.core.access;

import org.jspecify.annotations.NullMarked;
