/** The gate room. */
@org.jspecify.annotations.NullMarked
package dev.testaccounts.gate;
