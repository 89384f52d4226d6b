package dev.testaccounts.gate.planted.arrows.attic;

import org.jspecify.annotations.NullMarked;

/** Planted: a room that nobody drew. */
@NullMarked
record Forgotten(String thing) {}
