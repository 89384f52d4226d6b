package dev.testaccounts.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time that began with the machine's and goes on evenly, whoever sets the machine's clock: no lease
 * ends because somebody did. A server that starts takes the machine's time anew. Thread-safe.
 */
final class SteadyClock implements InstantSource {

  private final LongSupplier nanos;
  private final Instant began;
  private final long nanosThen;

  /**
   * Begins.
   *
   * @param machine asked once
   * @param nanos what nobody can set, from any beginning
   */
  SteadyClock(InstantSource machine, LongSupplier nanos) {
    this.nanos = nanos;
    this.began = machine.instant();
    this.nanosThen = nanos.getAsLong();
  }

  /** The time of the machine that this runs on. */
  static SteadyClock start() {
    return new SteadyClock(InstantSource.system(), System::nanoTime);
  }

  @Override
  public Instant instant() {
    return began.plusNanos(nanos.getAsLong() - nanosThen);
  }
}
