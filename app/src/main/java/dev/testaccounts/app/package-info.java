/** The app room. */
@org.jspecify.annotations.NullMarked
package dev.testaccounts.app;
