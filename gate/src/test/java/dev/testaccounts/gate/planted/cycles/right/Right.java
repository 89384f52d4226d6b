package dev.testaccounts.gate.planted.cycles.right;

import dev.testaccounts.gate.planted.cycles.left.Left;
import org.jspecify.annotations.NullMarked;

@NullMarked
public record Right(Left other) {}
