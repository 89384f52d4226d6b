package dev.testaccounts.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "20s, PT20S",
    "15m, PT15M",
    "4h, PT4H",
    "2d, PT48H",
    "0s, PT0S",
    "90s, PT1M30S",
    "1500ms, PT1.5S",
    "PT15M, PT15M",
    "P1DT2H, PT26H",
    "36500d, PT876000H"
  })
  void reads(String text, Duration expected) {
    assertThat(Durations.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "15",
        "m",
        "15 m",
        " 15m",
        "15M",
        "1.5h",
        "-15m",
        "1h30m",
        "PT-15M",
        "pt15m",
        "P1Y",
        "36501d",
        "999999999999999d",
        "999999999999999h",
        "9999999999999999s",
        "١٥m",
        "PT99999999999999999999999999999999999999S"
      })
  void refuses(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT0.5S, 500ms",
    "PT1.5S, 1500ms",
    "PT59S, 59s",
    "PT60S, 1m",
    "PT90M, 90m",
    "PT24H, 1d",
    "PT25H, 25h",
    "PT0.000001S, PT0.000001S"
  })
  void writes(Duration duration, String expected) {
    assertThat(Durations.format(duration)).isEqualTo(expected);
  }

  @Test
  void what_is_written_is_read_as_the_same() {
    for (long millis = 0; millis < 200_000_000_000L; millis = millis * 3 + 250) {
      Duration duration = Duration.ofMillis(millis);

      assertThat(Durations.parse(Durations.format(duration))).contains(duration);
    }
  }
}
