package dev.testaccounts.gate.planted.order.core.misc;

import org.jspecify.annotations.NullMarked;

/** Planted: a package without a place in the order. */
@NullMarked
record Anything(String thing) {}
