package dev.testaccounts.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyClockTest {

  private static final Instant START = Instant.parse("2026-03-29T00:59:58.123456Z");

  private final AtomicReference<Instant> machine = new AtomicReference<>(START);
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final SteadyClock clock = new SteadyClock(machine::get, nanos::get);

  @ParameterizedTest
  @ValueSource(strings = {"P1D", "P-1D"})
  void whoeverSetsTheMachinesClockDoesNotSetThisOne(Duration jump) {
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    machine.set(START.plus(jump));

    assertThat(clock.instant()).isEqualTo(START.plusSeconds(2));
  }

  @Test
  void thisMachinesTimeIsWhereItBegins() {
    Instant before = InstantSource.system().instant();

    assertThat(SteadyClock.start().instant()).isBetween(before, before.plusSeconds(60));
  }
}
