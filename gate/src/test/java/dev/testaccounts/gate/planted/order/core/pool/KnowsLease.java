package dev.testaccounts.gate.planted.order.core.pool;

import dev.testaccounts.gate.planted.order.core.lease.Lease;
import org.jspecify.annotations.NullMarked;

/** Planted: pool comes before lease. */
@NullMarked
record KnowsLease(Lease lease) {}
