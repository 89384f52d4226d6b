/** The testkit room. */
@org.jspecify.annotations.NullMarked
package dev.testaccounts.testkit;
