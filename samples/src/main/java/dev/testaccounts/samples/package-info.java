/**
 * The samples: small real services that accounts are provisioned into, and the command that runs
 * them.
 *
 * <p>A sample knows nothing of the account manager; it is reached over HTTP like any other target.
 */
@NullMarked
package dev.testaccounts.samples;

import org.jspecify.annotations.NullMarked;
