/**
 * The rules that hold the other rooms, all of them tests; nothing here is shipped.
 *
 * <p>A rule is listed together with a planted violation, and one test runs both: the product must
 * hold it and the planted code must trip it. May use every room; no room may use this one.
 */
@org.jspecify.annotations.NullMarked
package dev.testaccounts.gate;
