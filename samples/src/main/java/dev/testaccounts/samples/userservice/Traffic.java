package dev.testaccounts.samples.userservice;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts calls, outcomes and how many calls are in flight. */
final class Traffic {
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile Counts counts = new Counts(0);

  void arrived(Call call) {
    Counts now = counts;
    switch (call) {
      case CREATE -> now.createCalls.increment();
      case DELETE -> now.deleteCalls.increment();
      case LOGIN -> {}
    }
    now.sawInFlight(inFlight.incrementAndGet());
  }

  void left() {
    inFlight.decrementAndGet();
  }

  void spoiled() {
    counts.faultsServed.increment();
  }

  void came(Outcome outcome) {
    switch (outcome) {
      case CREATED -> counts.created.increment();
      case DELETED -> counts.deleted.increment();
      case CONFLICT -> counts.conflicts.increment();
      case ABSENT, SIGNED_IN, REFUSED, NONE -> {}
    }
  }

  void forget() {
    // Calls in flight stay in flight: the next most starts from them.
    counts = new Counts(inFlight.get());
  }

  Stats stats() {
    Counts now = counts;
    return new Stats(
        now.createCalls.sum(),
        now.deleteCalls.sum(),
        now.created.sum(),
        now.deleted.sum(),
        now.conflicts.sum(),
        now.faultsServed.sum(),
        inFlight.get(),
        now.mostInFlight.get());
  }

  private static final class Counts {
    final LongAdder createCalls = new LongAdder();
    final LongAdder deleteCalls = new LongAdder();
    final LongAdder created = new LongAdder();
    final LongAdder deleted = new LongAdder();
    final LongAdder conflicts = new LongAdder();
    final LongAdder faultsServed = new LongAdder();
    final AtomicInteger mostInFlight;

    Counts(int inFlight) {
      mostInFlight = new AtomicInteger(inFlight);
    }

    void sawInFlight(int seen) {
      // Read first: once the most is reached, no call writes the shared line again.
      if (seen > mostInFlight.get()) {
        mostInFlight.accumulateAndGet(seen, Math::max);
      }
    }
  }
}
