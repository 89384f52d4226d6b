/** The core room. */
@org.jspecify.annotations.NullMarked
package dev.testaccounts.core;
