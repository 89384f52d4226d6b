package dev.testaccounts.core.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.memory.SettableClock;
import dev.testaccounts.core.service.ServiceHealth.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How hard a service may be used, and how much of that there is a point in. */
class LimitsTest {

  private static final Instant NOW = SettableClock.START;

  @ParameterizedTest
  @CsvSource({
    "1/s, PT1S",
    "50/s, PT0.02S",
    "600/m, PT0.1S",
    "7200/h, PT0.5S",
    "999999/h, PT0.003600003S"
  })
  void a_rate_is_read_as_it_is_written(String text, Duration interval) {
    Rate rate = Rate.parse(text).orElseThrow();

    assertThat(rate.text()).isEqualTo(text);
    assertThat(rate.interval()).isEqualTo(interval);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "50",
        "/s",
        "0/s",
        "-1/s",
        "1000000/s",
        "5/d",
        "5 /s",
        "5/s ",
        "1.5/s",
        "05/s"
      })
  void what_is_no_rate_is_not_read(String text) {
    assertThat(Rate.parse(text)).isEmpty();
  }

  @Test
  void a_rate_has_bounds() {
    assertThatThrownBy(() -> new Rate(0, Rate.Per.SECOND))
        .hasMessage("calls: expected 1 to 999999, got 0 per SECOND");
    assertThatThrownBy(() -> new Rate(1_000_000, Rate.Per.HOUR))
        .hasMessage("calls: expected 1 to 999999, got 1000000 per HOUR");
    assertThat(new Rate(999_999, Rate.Per.HOUR).calls()).isEqualTo(999_999);
  }

  @Test
  void a_rate_allows_so_many_calls_within_a_time_and_always_one() {
    Rate rate = new Rate(10, Rate.Per.SECOND);

    assertThat(rate.within(Duration.ofMillis(250))).isEqualTo(2);
    assertThat(rate.within(Duration.ofMillis(99))).isEqualTo(1);
  }

  @Test
  void a_call_may_wait_for_its_turn_where_there_is_a_rate() {
    Limits free = new Limits(4, Duration.ofSeconds(5));
    Limits limited = new Limits(4, Duration.ofSeconds(5), new Rate(1, Rate.Per.SECOND));

    assertThat(free.longestCall()).isEqualTo(Duration.ofSeconds(10));
    assertThat(free.claim()).isEqualTo(Duration.ofSeconds(40));
    assertThat(limited.longestCall()).isEqualTo(Duration.ofSeconds(15));
    assertThat(limited.claim()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void no_more_is_claimed_than_gets_a_place_and_a_turn() {
    Duration timeout = Duration.ofSeconds(10);

    assertThat(new Limits(4, timeout).mostClaimed()).isEqualTo(16);
    assertThat(new Limits(4, timeout, new Rate(1, Rate.Per.SECOND)).mostClaimed()).isEqualTo(5);
    assertThat(new Limits(4, timeout, new Rate(9, Rate.Per.SECOND)).mostClaimed()).isEqualTo(16);
    assertThat(new Limits(4, timeout, new Rate(1, Rate.Per.HOUR)).mostClaimed()).isEqualTo(1);
  }

  @Test
  void the_room_of_a_service_is_what_its_health_allows() {
    assertThat(ServiceHealth.well(NOW)).isEqualTo(new ServiceHealth(State.CLOSED, NOW, null, null));
    assertThat(ServiceHealth.well(NOW).room(NOW)).isEqualTo(Integer.MAX_VALUE);
    for (State state : State.values()) {
      ServiceHealth paused = new ServiceHealth(state, NOW, "500", NOW.plusSeconds(1));
      assertThat(paused.room(NOW)).isZero();
      assertThat(paused.room(NOW.plusSeconds(1)))
          .isEqualTo(state == State.CLOSED ? Integer.MAX_VALUE : ServiceHealth.PROBES);
    }
  }
}
