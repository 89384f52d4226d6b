package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.secret.PasswordRule;
import dev.testaccounts.core.secret.Passwords;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class NoSecretLoggedTest {

  private final String password =
      new Passwords(new SplittableRandom(1)).next(PasswordRule.STANDARD).reveal();

  @Test
  void a_password_is_found_wherever_it_stands_in_a_line() {
    assertThat(NoSecretLogged.secrets(List.of("well", "user test_1, " + password + "!")))
        .containsExactly(password);
    assertThat(NoSecretLogged.secrets(List.of("Tam1_00000000000000000000000000"))).isEmpty();
  }

  @Test
  void a_password_by_any_rule_is_found_also_amid_letters() {
    PasswordRule rule = new PasswordRule(16, "");
    String other = new Passwords(new SplittableRandom(1)).next(rule).reveal();

    assertThat(NoSecretLogged.secrets(List.of("of" + password + "and" + other + "n")))
        .containsExactly(password, other);
  }

  @Test
  void a_password_is_found_in_the_cause_of_a_fault() {
    LogRecord line = new LogRecord(Level.SEVERE, "failed");
    line.setThrown(new IllegalStateException("outer", new IllegalArgumentException(password)));
    NoSecretLogged.Listening listening = new NoSecretLogged.Listening();

    listening.publish(line);

    assertThat(NoSecretLogged.secrets(listening.lines())).containsExactly(password);
  }
}
