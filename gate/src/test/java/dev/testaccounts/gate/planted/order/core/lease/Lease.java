package dev.testaccounts.gate.planted.order.core.lease;

import org.jspecify.annotations.NullMarked;

@NullMarked
public record Lease(String id) {}
