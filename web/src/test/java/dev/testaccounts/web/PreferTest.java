package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.access.Principal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferTest {

  private static Optional<Duration> waitFor(String header) {
    return Prefer.waitFor(
        new Call(
            Principal.local(),
            Map.of(),
            new Query(Map.of()),
            Optional.empty(),
            name -> Optional.of(header).filter(value -> name.equals("Prefer")),
            () -> new byte[0],
            () -> false,
            Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait=10|10",
        "WAIT = \"7\"|7",
        "respond-async, wait=3; since=now|3",
        "wait=1, wait=2|1",
        "wait=0|0",
        "wait=120|120",
        "wait=121|120",
        "wait=999999999|120"
      })
  void a_wait_is_read_and_bounded(String header, long seconds) {
    assertThat(waitFor(header)).contains(Duration.ofSeconds(seconds));
    assertThat(Prefer.applied(waitFor(header)))
        .isEqualTo(Map.of("Preference-Applied", "wait=" + seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "wait",
        "wait=",
        "wait=soon",
        "wait=-1",
        "await=3",
        "wait=1.5",
        "return=minimal"
      })
  void what_is_not_understood_is_passed_over(String header) {
    assertThat(waitFor(header)).isEmpty();
  }

  @Test
  void what_was_not_wished_is_not_said_to_be_granted() {
    assertThat(Prefer.applied(Optional.empty())).isEmpty();
  }
}
