/**
 * Faults on purpose, between two parties that know nothing of it. Promises to change no byte of
 * what it lets through. May use the JDK alone.
 */
@NullMarked
package dev.testaccounts.testkit.fault;

import org.jspecify.annotations.NullMarked;
