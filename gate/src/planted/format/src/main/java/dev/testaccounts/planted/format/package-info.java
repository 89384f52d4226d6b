/** Planted. */
@org.jspecify.annotations.NullMarked
package dev.testaccounts.planted.format;
