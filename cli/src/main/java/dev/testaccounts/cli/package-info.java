/** The commands of {@code tam}, over the client: the public REST API and nothing else. */
@NullMarked
package dev.testaccounts.cli;

import org.jspecify.annotations.NullMarked;
