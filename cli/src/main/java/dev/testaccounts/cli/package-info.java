/** The cli room. */
@org.jspecify.annotations.NullMarked
package dev.testaccounts.cli;
