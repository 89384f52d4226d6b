package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.api.ServiceHealthView;
import dev.testaccounts.core.service.ServiceHealth;
import dev.testaccounts.core.service.ServiceHealth.State;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceViewsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @ParameterizedTest
  @CsvSource({"CLOSED, closed", "OPEN, open", "HALF_OPEN, half-open"})
  void the_health_of_a_service_is_shown_in_the_words_of_the_wire(State state, String word) {
    assertThat(ServiceRoutes.view(new ServiceHealth(state, NOW, "503", NOW.plusSeconds(5))))
        .isEqualTo(new ServiceHealthView(word, NOW, "503", NOW.plusSeconds(5)));
  }
}
