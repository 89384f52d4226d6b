package dev.testaccounts.connectors;

import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceHealth;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What every call to a service passes, whatever it speaks: not while the service is sick or has
 * asked to be left alone, at most so many at once and as many as its rate allows. Thread-safe.
 */
final class Gate implements AutoCloseable {

  private final Limits limits;
  private final InstantSource clock;
  private final BooleanSupplier stopping;
  private final Pulse pulse;
  private final Turnstile turnstile;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param stopping whether TAM itself stops
   */
  Gate(String service, Limits limits, InstantSource clock, BooleanSupplier stopping) {
    this.limits = limits;
    this.stopping = stopping;
    this.clock = clock;
    this.pulse = new Pulse(service, clock);
    this.turnstile = new Turnstile(service, limits, closed);
  }

  /** What one operation may take. */
  Budget budget() {
    return Budget.of(clock, limits.longestCall());
  }

  /** Lets the service's health tell what keeps us from it, although it is well. */
  void mark(String reason) {
    pulse.mark(reason);
  }

  ServiceHealth health() {
    return pulse.health();
  }

  /**
   * Waits for a call's turn. Null once it has come: {@link #leave} is to be called then, and only
   * then; else why there is no call.
   */
  @Nullable Answer enter(Budget budget) {
    // Before it waits for a place: whoever may not call anyway is told so at once.
    Answer held = pulse.held();
    try {
      held = held == null ? turnstile.enter(budget) : held;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.NotSent("interrupted", false);
    }
    if (held != null) {
      return held;
    }
    Answer refused =
        closed.getCount() == 0 || stopping.getAsBoolean()
            ? new Answer.NotSent("TAM is stopping", false)
            : pulse.enter();
    if (refused != null) {
      turnstile.leave();
    }
    return refused;
  }

  /**
   * Gives the turn back.
   *
   * @param answer what the call came to; null where it was broken off by a fault of ours
   */
  void leave(@Nullable Answer answer) {
    pulse.leave(answer);
    turnstile.leave();
  }

  /** Ends every wait, and lets no further call in. */
  @Override
  public void close() {
    closed.countDown();
  }
}
