package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whom a probe is called and described like. */
class ProbeLikenessTest {

  private final World world = new World();
  private final TargetService able = world.service("able");
  private final TargetService plain = world.service("plain");
  private final Certification certification = world.certification;

  @Test
  void a_probe_is_like_the_accounts_of_the_first_pool_that_has_the_service() {
    world.poolStore.put(described("zebras", plain));
    world.poolStore.put(described("buyers", plain));
    world.poolStore.put(described("aliens", able));

    assertThat(probeOf("plain", null)).matches("buyers_[0-9a-f]{8}");

    Account probe = world.accounts.all().getFirst().account();
    assertThat(probe.email()).isEqualTo(probe.username() + "@shop.test");
    assertThat(probe.attributes()).containsEntry("country", "KR");
    assertThat(probe.pool()).isNull();
    assertThat(world.accounts.all().getFirst().enrollments()).hasSize(1);
  }

  @Test
  void a_probe_is_like_the_accounts_of_the_pool_that_is_named() {
    world.poolStore.put(described("zebras", plain, able));
    world.poolStore.put(described("buyers", plain));

    assertThat(probeOf("plain", "zebras")).startsWith("zebras_");
    assertThat(problem(certification.certify(ANN, "able", "buyers")))
        .isEqualTo(
            new Problem.Invalid(
                "invalid-request",
                "pool: expected one whose accounts are in 'able', got 'buyers'"));
    assertThat(problem(certification.certify(ANN, "able", "nobody")).code())
        .isEqualTo("no-such-pool");
  }

  @Test
  void a_probe_of_a_service_that_no_pool_has_gets_an_address_that_is_nobodys() {
    world.poolStore.put(described("aliens", able));
    String username = probeOf("plain", null);

    Account probe = world.accounts.all().getFirst().account();
    assertThat(probe.email()).isEqualTo(username + "@example.test");
    assertThat(probe.attributes()).containsOnlyKeys("email");
  }

  private static Pool described(String name, TargetService... services) {
    return Samples.pool(
        name,
        name + "_{hex:8}",
        Map.of("email", "{username}@shop.test", "country", "KR"),
        services);
  }

  private String probeOf(String service, @Nullable String like) {
    return value(certification.certify(ANN, service, like)).username();
  }
}
