package dev.testaccounts.gate.planted.testarrows.testkit;

import org.jspecify.annotations.NullMarked;

@NullMarked
public record SettableClock(long now) {}
