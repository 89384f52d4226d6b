package dev.testaccounts.gate.planted.cycles.left;

import dev.testaccounts.gate.planted.cycles.right.Right;
import org.jspecify.annotations.NullMarked;

/** Planted: left needs right, right needs left. */
@NullMarked
public record Left(Right other) {}
