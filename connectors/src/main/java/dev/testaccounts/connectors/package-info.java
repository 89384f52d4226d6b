/** The connectors room. */
@org.jspecify.annotations.NullMarked
package dev.testaccounts.connectors;
