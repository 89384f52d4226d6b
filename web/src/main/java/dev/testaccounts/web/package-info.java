/** The web room. */
@org.jspecify.annotations.NullMarked
package dev.testaccounts.web;
