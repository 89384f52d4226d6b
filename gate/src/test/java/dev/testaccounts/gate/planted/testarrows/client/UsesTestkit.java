package dev.testaccounts.gate.planted.testarrows.client;

import dev.testaccounts.gate.planted.testarrows.testkit.SettableClock;
import org.jspecify.annotations.NullMarked;

/** Planted: the client's tests stand on the wire alone. */
@NullMarked
record UsesTestkit(SettableClock clock) {}
