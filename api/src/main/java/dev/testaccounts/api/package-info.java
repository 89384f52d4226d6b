/** The api room. */
@org.jspecify.annotations.NullMarked
package dev.testaccounts.api;
