/** A real directory for tests: OpenLDAP's server, run as a child process. */
@NullMarked
package dev.testaccounts.testkit.directory;

import org.jspecify.annotations.NullMarked;
