/** The samples room. */
@org.jspecify.annotations.NullMarked
package dev.testaccounts.samples;
