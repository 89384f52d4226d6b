package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose name a name is. */
class GivenNamesTest {

  private final World world = new World();
  private final TargetService shop = world.service("shop");
  private final GivenNames given = new GivenNames(world.poolStore);

  @Test
  void what_a_pools_pattern_makes_with_random_digits_is_ours() {
    assertThat(given.has(made(world.pool("buyers", shop)))).isFalse();
  }

  /** Somebody else may count, too. */
  @Test
  void a_number_alone_tells_nothing() {
    Pool counted = Samples.pool("counted", "user_{seq}", Map.of(), shop);
    world.poolStore.put(counted);

    assertThat(given.has(made(counted))).isTrue();
  }

  @Test
  void without_a_pool_ours_is_what_the_standard_pattern_makes() {
    assertThat(given.has(named("test_0a1b2c3d"))).isFalse();
    assertThat(given.has(named("alice"))).isTrue();
  }

  private Account made(Pool pool) {
    return world.drafts.draft(pool, purpose(), world.clock.instant()).account();
  }

  private Account named(String name) {
    return world
        .drafts
        .draft(ANN.project(), shop.id(), name, purpose(), world.clock.instant())
        .account();
  }

  private static AccountDrafts.Purpose purpose() {
    return new AccountDrafts.Purpose(Map.of(), FailurePolicy.RETRY, null, null);
  }
}
