package dev.testaccounts.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.assertj.core.data.TemporalUnitWithinOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers whose own clocks are far from each other, on one database. */
final class DatabaseClockTest {

  private static final TemporalUnitWithinOffset CLOSE =
      new TemporalUnitWithinOffset(2, ChronoUnit.SECONDS);

  private String address;
  private PostgresStore store;

  @BeforeEach
  void open() {
    address = TestDatabases.fresh();
    store = PostgresStore.open(address);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void replicasThatAreADayApartAgree() {
    SettableClock early = new SettableClock();
    SettableClock late = new SettableClock();
    late.advance(Duration.ofDays(1));

    Instant first = store.clock(early).instant();
    Instant second = store.clock(late).instant();

    assertThat(second).isCloseTo(first, CLOSE).isAfterOrEqualTo(first);
    assertThat(first).isEqualTo(first.truncatedTo(ChronoUnit.MICROS));
  }

  @Test
  void aMachinesClockThatJumpsIsNotFollowed() {
    SettableClock machine = new SettableClock();
    InstantSource clock = store.clock(machine);
    Instant before = clock.instant();

    machine.advance(Duration.ofDays(1));
    assertThat(clock.instant()).isCloseTo(before, CLOSE);

    machine.set(machine.instant().minus(Duration.ofDays(2)));
    assertThat(clock.instant()).isCloseTo(before, CLOSE);
  }

  @Test
  void betweenTwoLooksItGoesOnWithTheMachine() {
    SettableClock machine = new SettableClock();
    InstantSource clock = store.clock(machine);
    Instant before = clock.instant();

    machine.advance(Duration.ofSeconds(4));

    assertThat(clock.instant()).isEqualTo(before.plusSeconds(4));
  }

  @Test
  void itGoesOnWhileTheDatabaseIsAway() {
    SettableClock machine = new SettableClock();
    InstantSource clock = store.clock(machine);
    Instant before = clock.instant();
    store.close();

    machine.advance(Duration.ofMinutes(1));

    assertThat(clock.instant()).isEqualTo(before.plusSeconds(60));
  }
}
