/**
 * The composition root: reads the configuration, constructs every object by hand in one place, and
 * runs the loops. Alone says system clock, virtual threads and every so many milliseconds.
 */
@NullMarked
package dev.testaccounts.app;

import org.jspecify.annotations.NullMarked;
