/**
 * A service that speaks SCIM, on a port of its own: as RFC 7644 has it, or with quirks that such
 * services are known for. Promises that what it was sent can be seen. May use core.
 */
@NullMarked
package dev.testaccounts.testkit.scim;

import org.jspecify.annotations.NullMarked;
