package dev.testaccounts.store.postgres;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.store.sql.Reading;
import dev.testaccounts.store.sql.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The database's time, in microseconds: replicas whose own clocks differ agree on it. Asked for now
 * and then; in between, it goes on with this machine's. Thread-safe.
 */
final class DatabaseClock implements InstantSource {

  private static final String NOW =
      "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

  private static final Duration TRUSTED = Duration.ofSeconds(5);

  private record Sample(Instant machine, Duration ahead) {}

  private final Reading readers;
  private final InstantSource machine;
  private final ReentrantLock sampling = new ReentrantLock();
  private volatile Sample sample;

  /**
   * @param machine what this machine's time goes on by; best one that nobody can set
   */
  DatabaseClock(Reading readers, InstantSource machine) {
    this.readers = readers;
    this.machine = machine;
    this.sample = sample();
  }

  /** Halfway between question and answer is when the database looked at its clock. */
  private Sample sample() {
    Instant asked = machine.instant();
    long micros = readers.read(session -> session.first(NOW, Row::number)).orElseThrow();
    Instant answered = machine.instant();
    Instant looked = asked.plus(Duration.between(asked, answered).dividedBy(2));
    Instant database = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    return new Sample(answered, Duration.between(looked, database));
  }

  @Override
  public Instant instant() {
    if (isOld() && sampling.tryLock()) {
      try {
        sample = sample();
      } catch (StoreUnavailableException e) {
        // The last sample is the best there is; whoever needs the database will learn by itself.
      } finally {
        sampling.unlock();
      }
    }
    return machine.instant().plus(sample.ahead()).truncatedTo(ChronoUnit.MICROS);
  }

  private boolean isOld() {
    return Duration.between(sample.machine(), machine.instant()).abs().compareTo(TRUSTED) > 0;
  }
}
