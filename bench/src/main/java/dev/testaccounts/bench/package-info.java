/** The bench room. */
@org.jspecify.annotations.NullMarked
package dev.testaccounts.bench;
