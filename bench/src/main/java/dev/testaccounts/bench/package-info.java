/**
 * The load harness: figures as ratios within one run, several runs, medians. Never part of the
 * gate, and not published.
 */
@NullMarked
package dev.testaccounts.bench;

import org.jspecify.annotations.NullMarked;
