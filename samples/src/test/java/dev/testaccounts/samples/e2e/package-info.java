/**
 * A real server beside a real service: what a user would see, checked on the wire and in the
 * service.
 */
@NullMarked
package dev.testaccounts.samples.e2e;

import org.jspecify.annotations.NullMarked;
