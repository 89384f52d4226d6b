/** The client room. */
@org.jspecify.annotations.NullMarked
package dev.testaccounts.client;
