package dev.testaccounts.gate.planted.names;

import org.jspecify.annotations.NullMarked;

/** Planted: a name that says nothing. */
@NullMarked
record SessionImpl(String id) {}
