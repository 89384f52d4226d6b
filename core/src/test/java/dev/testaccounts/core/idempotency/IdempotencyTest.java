package dev.testaccounts.core.idempotency;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.idempotency.Idempotency.Turn;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.memory.MemoryIdempotency;
import dev.testaccounts.core.memory.PlainBox;
import dev.testaccounts.core.memory.SettableClock;
import dev.testaccounts.core.secret.Secret;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {

  private final SettableClock clock = new SettableClock();
  private final MemoryIdempotency store = new MemoryIdempotency();
  private final Idempotency idempotency =
      new Idempotency(store, new PlainBox(), new Ids(new SplittableRandom(1)), clock);

  @Test
  void a_new_key_goes_and_a_second_caller_is_told_that_it_is_under_way() {
    assertThat(value(idempotency.begin(ANN, "k", "f")))
        .isInstanceOfSatisfying(Turn.Go.class, go -> assertThat(go.again()).isFalse());

    assertThat(problem(idempotency.begin(ANN, "k", "f")).code()).isEqualTo("request-under-way");
  }

  @Test
  void the_answer_is_replayed_and_sealed_in_between() {
    Turn.Go go = (Turn.Go) value(idempotency.begin(ANN, "k", "f"));
    idempotency.answered(ANN, "k", go.operation(), new Secret("201 and a password"));

    assertThat(value(idempotency.begin(ANN, "k", "f")))
        .isEqualTo(new Turn.Replay(new Secret("201 and a password")));
  }

  @Test
  void another_request_with_the_key_is_refused() {
    idempotency.begin(ANN, "k", "f");

    assertThat(problem(idempotency.begin(ANN, "k", "g")).code())
        .isEqualTo("idempotency-key-reused");
  }

  @Test
  void a_refused_request_may_be_sent_again() {
    Turn.Go go = (Turn.Go) value(idempotency.begin(ANN, "k", "f"));
    idempotency.refused(ANN, "k", go.operation());

    assertThat(value(idempotency.begin(ANN, "k", "f")))
        .isInstanceOfSatisfying(Turn.Go.class, next -> assertThat(next.again()).isFalse());
  }

  @Test
  void a_dead_ones_request_is_taken_over_with_its_id() {
    Turn.Go dead = (Turn.Go) value(idempotency.begin(ANN, "k", "f"));
    clock.advance(Duration.ofSeconds(12).minusMillis(1));
    assertThat(problem(idempotency.begin(ANN, "k", "f")).code()).isEqualTo("request-under-way");

    clock.advance(Duration.ofMillis(1));

    assertThat(value(idempotency.begin(ANN, "k", "f")))
        .isEqualTo(new Turn.Go(dead.operation(), true));
  }

  @Test
  void a_request_that_takes_long_is_not_taken_over() {
    idempotency.begin(ANN, "k", "f");
    for (int i = 0; i < 20; i++) {
      clock.advance(Duration.ofSeconds(1));
      idempotency.prolong();
    }

    assertThat(problem(idempotency.begin(ANN, "k", "f")).code()).isEqualTo("request-under-way");
    assertThat(store.prolonged).as("every four seconds").hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"answered", "refused", "unknown"})
  void a_request_that_ended_is_prolonged_no_more(String end) {
    Turn.Go go = (Turn.Go) value(idempotency.begin(ANN, "k", "f"));
    switch (end) {
      case "answered" -> idempotency.answered(ANN, "k", go.operation(), new Secret("201"));
      case "refused" -> idempotency.refused(ANN, "k", go.operation());
      default -> idempotency.unknown(ANN, "k", go.operation());
    }

    clock.advance(Duration.ofSeconds(9));
    idempotency.prolong();

    assertThat(store.prolonged).isEmpty();
  }

  @Test
  void a_request_of_which_nobody_knows_is_taken_over_at_once() {
    Turn.Go go = (Turn.Go) value(idempotency.begin(ANN, "k", "f"));
    idempotency.unknown(ANN, "k", go.operation());

    assertThat(value(idempotency.begin(ANN, "k", "f")))
        .isEqualTo(new Turn.Go(go.operation(), true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ünï", "tab\t", "del\u007f"})
  void a_key_is_visible_ascii(String key) {
    assertThat(problem(idempotency.begin(ANN, key, "f")).code()).isEqualTo("invalid-request");
  }

  @Test
  void a_key_has_a_length() {
    assertThat(value(idempotency.begin(ANN, "~".repeat(255), "f"))).isInstanceOf(Turn.Go.class);
    assertThat(value(idempotency.begin(ANN, "!", "f"))).isInstanceOf(Turn.Go.class);
    assertThat(problem(idempotency.begin(ANN, "k".repeat(256), "f")).detail())
        .isEqualTo("Idempotency-Key: expected 1 to 255 visible ASCII characters");
  }

  @Test
  void keys_are_forgotten_after_a_day() {
    assertThat(idempotency.forget()).isEqualTo(1000);
    assertThat(store.forgottenBefore).isEqualTo(clock.instant().minus(Duration.ofHours(24)));
  }
}
