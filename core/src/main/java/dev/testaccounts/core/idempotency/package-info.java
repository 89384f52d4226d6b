/**
 * Exactly once: a request that carries an idempotency key takes effect once, however often it is
 * sent, and is answered the same, also when the first answer was lost or the server died. May use
 * kernel, access and secret.
 */
@NullMarked
package dev.testaccounts.core.idempotency;

import org.jspecify.annotations.NullMarked;
