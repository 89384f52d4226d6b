package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How much goes into one request. */
class BatchSizeTest {

  private final SettableClock clock = new SettableClock();
  private final BatchSize size = new BatchSize(clock, Duration.ofSeconds(4));

  private void done(int changes, Duration time) {
    Instant begin = size.begin();
    clock.advance(time);
    size.done(changes, begin);
  }

  @Test
  void it_doubles_while_a_full_request_is_quick() {
    done(BatchSize.FIRST, Duration.ofMillis(1));
    assertThat(size.now()).isEqualTo(2 * BatchSize.FIRST);
    done(1, Duration.ofMillis(1));
    assertThat(size.now()).as("that was no full one").isEqualTo(2 * BatchSize.FIRST);
  }

  @Test
  void a_quarter_of_the_time_is_filled() {
    done(4, Duration.ofMillis(400));
    assertThat(size.now()).isEqualTo(8);
    done(8, Duration.ofMillis(800));
    assertThat(size.now()).isEqualTo(10);
    done(1, Duration.ofMillis(500));
    assertThat(size.now()).isEqualTo(2);
    done(1, Duration.ofSeconds(4));
    assertThat(size.now()).isEqualTo(1);
  }

  @Test
  void what_was_too_much_is_halved() {
    size.tooMany(4);
    assertThat(size.now()).isEqualTo(2);
    size.tooMany(4);
    assertThat(size.now()).isEqualTo(2);
    size.tooMany(2);
    size.tooMany(1);
    assertThat(size.now()).isEqualTo(1);
    done(1, Duration.ZERO);
    assertThat(size.now()).as("it can grow again").isEqualTo(2);
  }
}
