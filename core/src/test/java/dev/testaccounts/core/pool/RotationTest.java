package dev.testaccounts.core.pool;

import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.secret.SealedSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RotationTest {

  private static final Duration WEEK = Duration.ofDays(7);

  private static Account used(int uses) {
    return new Account(
        Samples.id(),
        "shop",
        null,
        "test_1",
        null,
        new SealedSecret(new byte[] {1}),
        Map.of(),
        Map.of(),
        AccountState.FREE,
        uses,
        uses,
        FailurePolicy.RETRY,
        null,
        null,
        null,
        null,
        START,
        START);
  }

  @Test
  void an_endless_rotation_retires_nothing() {
    Rotation rotation = Rotation.endless();

    assertThat(rotation.retiresAny()).isFalse();
    assertThat(rotation.retires(used(1_000_000), START.plus(Duration.ofDays(36_500)))).isEmpty();
    assertThat(rotation.freeSince(START)).isEqualTo(START);
    assertThat(rotation.bornAfter(START)).isEqualTo(Instant.EPOCH);
    assertThat(rotation.usesBelow()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void an_account_retires_at_its_age_to_the_moment() {
    Rotation rotation = new Rotation(WEEK, null, Duration.ZERO, false);

    assertThat(rotation.retiresAny()).isTrue();
    assertThat(rotation.retires(used(9), START.plus(WEEK).minusNanos(1000))).isEmpty();
    assertThat(rotation.retires(used(0), START.plus(WEEK)))
        .contains("it is older than the pool allows (PT168H)");
    assertThat(rotation.bornAfter(START)).isEqualTo(START.minus(WEEK));
  }

  @Test
  void an_account_retires_with_its_last_use() {
    Rotation rotation = new Rotation(null, 2, Duration.ZERO, false);

    assertThat(rotation.retiresAny()).isTrue();
    assertThat(rotation.retires(used(1), START.plus(WEEK))).isEmpty();
    assertThat(rotation.retires(used(2), START)).contains("it had 2 uses, the pool allows 2");
    assertThat(rotation.usesBelow()).isEqualTo(2);
  }

  @Test
  void a_draining_pool_retires_all() {
    Rotation rotation = new Rotation(null, null, Duration.ZERO, true);

    assertThat(rotation.retiresAny()).isTrue();
    assertThat(rotation.retires(used(0), START)).contains("its pool is being drained");
  }

  @Test
  void a_rest_is_counted_back_from_now() {
    Rotation rotation = new Rotation(null, null, Duration.ofSeconds(30), false);

    assertThat(rotation.freeSince(START)).isEqualTo(START.minusSeconds(30));
    assertThat(rotation.retiresAny()).isFalse();
  }
}
