/** The store room. */
@org.jspecify.annotations.NullMarked
package dev.testaccounts.store;
