package dev.testaccounts.core.pool;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.poolSpec;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.serviceSpec;
import static dev.testaccounts.core.memory.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.memory.MemoryPools;
import dev.testaccounts.core.memory.MemoryServices;
import dev.testaccounts.core.memory.ModelConnectors;
import dev.testaccounts.core.memory.ModelFakes;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.memory.SettableClock;
import dev.testaccounts.core.secret.PasswordRule;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person may say of a pool, and what is refused. */
class PoolRulesTest {

  private final MemoryPools store = new MemoryPools();
  private final MemoryServices services = new MemoryServices();
  private final ModelConnectors connectors = new ModelConnectors();
  private final Pools pools =
      new Pools(
          store,
          services,
          connectors,
          new Ids(new SplittableRandom(1)),
          new ModelFakes(),
          EmailDomains.reserved(),
          new SettableClock());

  @BeforeEach
  void registerUsers() {
    services.put(
        new TargetService(Samples.id(), "shop", serviceSpec("users"), 1, SettableClock.START));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1, 'size.min: expected 0 to size.max (1), got -1'",
    "2, 1, 'size.min: expected 0 to size.max (1), got 2'",
    "0, 0, 'size.max: expected 1 to 10000000, got 0'",
    "0, 10000001, 'size.max: expected 1 to 10000000, got 10000001'"
  })
  void sizes_out_of_range_are_refused(int min, int max, String detail) {
    assertThat(detail(sized(min, max))).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "10000000, 10000000"})
  void sizes_in_range_are_taken(int min, int max) {
    assertThat(value(pools.register(ANN, sized(min, max))).spec().max()).isEqualTo(max);
  }

  @ParameterizedTest
  @CsvSource({
    "PT1S, PT0.9S, 'lease.maxTtl: expected 1s to 30d, got PT0.9S'",
    "PT1S, P30DT1S, 'lease.maxTtl: expected 1s to 30d, got PT720H1S'",
    "PT0.9S, PT1S, 'lease.ttl: expected 1s to lease.maxTtl (PT1S), got PT0.9S'",
    "PT2S, PT1S, 'lease.ttl: expected 1s to lease.maxTtl (PT1S), got PT2S'"
  })
  void lease_times_out_of_range_are_refused(Duration ttl, Duration maxTtl, String detail) {
    assertThat(detail(timed(ttl, maxTtl))).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource({"PT1S, PT1S", "P30D, P30D"})
  void lease_times_in_range_are_taken(Duration ttl, Duration maxTtl) {
    assertThat(value(pools.register(ANN, timed(ttl, maxTtl))).spec().ttl()).isEqualTo(ttl);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.9S, 1, PT0S, 'retire.age: expected 1s or more, got PT0.9S'",
    "PT1S, 0, PT0S, 'retire.uses: expected 1 or more, got 0'",
    "PT1S, 1, PT-1S, 'coolDown: expected 0s to 30d, got PT-1S'",
    "PT1S, 1, P30DT1S, 'coolDown: expected 0s to 30d, got PT720H1S'"
  })
  void rotations_out_of_range_are_refused(
      Duration age, int uses, Duration coolDown, String detail) {
    assertThat(detail(rotating(new Rotation(age, uses, coolDown, false)))).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource({"PT1S, 1, P30D", "P7D, 50, PT0S", ", , PT0S"})
  void rotations_in_range_are_taken(Duration age, Integer uses, Duration coolDown) {
    Rotation rotation = new Rotation(age, uses, coolDown, true);

    assertThat(value(pools.register(ANN, rotating(rotation))).spec().rotation())
        .isEqualTo(rotation);
  }

  @Test
  void a_rule_for_passwords_that_cannot_be_kept_is_refused() {
    PoolSpec spec = poolSpec("buyers", "users").with(new PasswordRule(15, "_"));

    assertThat(detail(spec)).isEqualTo("password.length: expected 16 to 72, got 15");
  }

  @Test
  void what_else_is_wrong_with_a_pool_is_said_before_anything_is_kept() {
    assertThat(problem(pools.register(ANN, poolSpec("Bad", "users"))).code())
        .isEqualTo("invalid-name");
    assertThat(detail(named("test"))).startsWith("username: expected at least {hex:6}");
    assertThat(detail(attributes(Map.of("", "x")))).startsWith("attributes: expected keys");
    assertThat(detail(poolSpec("buyers"))).isEqualTo("services: expected at least one service");
    assertThat(detail(poolSpec("buyers", "users", "users")))
        .isEqualTo("services: expected each service once, got [users, users]");
    assertThat(problem(pools.register(ANN, poolSpec("buyers", "users", "missing"))))
        .isEqualTo(
            new Problem.Invalid(
                "no-such-service", "services: there is no service named 'missing'"));
    assertThat(store.events).isEmpty();
  }

  @Test
  void data_that_nobody_makes_up_is_told() {
    value(pools.register(ANN, named("one", "{faker:name.firstName}_{hex:6}")));

    assertThat(detail(named("{faker:name.fristName}_{hex:6}")))
        .isEqualTo(
            "username: expected data that Datafaker makes, such as {faker:name.firstName}, got"
                + " '{faker:name.fristName}'");
    assertThat(
            detail(
                attributes(
                    Map.of("a", "{faker:name.firstName}", "b", "{faker:b.c}", "c", "{faker:c.d}"))))
        .isEqualTo(
            "attributes.b: expected data that Datafaker makes, such as {faker:name.firstName}, got"
                + " '{faker:b.c}'");
  }

  @Test
  void an_attribute_says_nothing_that_is_not_filled_in() {
    value(
        pools.register(
            ANN,
            attributes(
                Map.of("a", "{username} {seq} {pool} {run} {worker}", "json", "{\"a\": {}}"))));

    assertThat(detail(attributes(Map.of("a", "b", "b", "{hex:6}", "c", "{user}"))))
        .isEqualTo(
            "attributes.b: expected {username}, {seq}, {pool}, {run}, {worker} or"
                + " {faker:GROUP.WORD}, got '{hex:6}'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{username}@example.test",
        "a@TEST",
        "a@b.example",
        "a@x.invalid",
        "a@localhost",
        "a@example.com",
        "a@b.c.example.net",
        "a@qa.dev",
        "a@b.qa.dev",
        "a@ci.dev",
        "a@it.dev"
      })
  void addresses_are_in_domains_for_tests(String address) {
    assertThat(new EmailDomains(List.of("Qa.dev", "*.ci.dev", "@it.dev")).check("email", address))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{username}@gmail.com",
        "a@test.com",
        "a@mytest",
        "a@example.org.uk",
        "a@",
        "@example.test",
        "example.test",
        "",
        "a@example.test@mail.com",
        "a@mail.com@example.test",
        "a@mail.com,b@example.test",
        "a@mail.com b@example.test",
        "<a@example.test>",
        "a@{pool}",
        "a@aqa.dev",
        "a@dev"
      })
  void no_address_is_anywhere_else(String address) {
    assertThat(new EmailDomains(List.of("Qa.dev", "*.ci.dev", "@it.dev")).check("email", address))
        .hasValueSatisfying(
            problem ->
                assertThat(problem.detail())
                    .startsWith("email: expected an address in a domain that is reserved")
                    .endsWith("got '" + address + "'"));
  }

  @Test
  void a_pool_has_no_addresses_of_people() {
    assertThat(detail(attributes(Map.of("email", "{username}@gmail.com"))))
        .startsWith("attributes.email: expected an address in a domain");
    assertThat(EmailDomains.reserved().check("email", "a@gmail.com")).isPresent();
    assertThat(pools.problemWith("attributes", Map.of("email", "a@gmail.com"))).isPresent();
    assertThat(pools.problemWith("attributes", Map.of("mail", "a@gmail.com"))).isEmpty();
  }

  @Test
  void pools_that_are_to_be_there_together_are_looked_at_together() {
    value(pools.register(ANN, named("one", "a_{seq}")));
    value(pools.register(ANN, named("two", "b_{seq}")));

    assertThat(
            pools.problemsWith(
                ANN,
                List.of(
                    named("one", "b_{seq}"), named("two", "a_{seq}"), named("three", "a_{seq}")),
                List.of()))
        .extracting(each -> each.map(Problem::detail).orElse(""))
        .satisfiesExactly(
            one -> assertThat(one).isEmpty(),
            two -> assertThat(two).contains("by which pool 'three' counts"),
            three -> assertThat(three).contains("by which pool 'two' counts"));
    assertThat(
            pools.problemsWith(
                ANN, List.of(poolSpec("new", "coming", "users")), List.of(serviceSpec("coming"))))
        .containsExactly(Optional.empty());
    assertThat(
            pools.problemsWith(
                ANN, List.of(poolSpec("new", "coming", "gone")), List.of(serviceSpec("coming"))))
        .extracting(each -> each.map(Problem::detail).orElse(""))
        .containsExactly("services: there is no service named 'gone'");
    assertThat(value(pools.pool(ANN, "one")).spec().username()).isEqualTo("a_{seq}");
  }

  @Test
  void a_service_that_is_told_what_another_calls_the_account_comes_with_that() {
    connectors.needs.put("club", Set.of("users", "stock"));
    services.put(
        new TargetService(Samples.id(), "shop", serviceSpec("club"), 1, SettableClock.START));

    String expected =
        "services: expected 'stock', too: 'club' is told what an account is called there";
    assertThat(detail(poolSpec("buyers", "club", "users"))).isEqualTo(expected);
    assertThat(pools.problemsWith(ANN, List.of(poolSpec("buyers", "club", "users")), List.of()))
        .extracting(each -> each.map(Problem::detail).orElse(""))
        .containsExactly(expected);
    assertThat(
            pools.problemsWith(
                ANN,
                List.of(poolSpec("buyers", "club", "users", "stock")),
                List.of(serviceSpec("stock"))))
        .containsExactly(Optional.empty());
    value(pools.register(ANN, poolSpec("buyers", "users")));
    assertThat(
            problem(pools.change(ANN, poolSpec("buyers", "club"), OptionalLong.empty())).detail())
        .contains("expected 'stock'");
  }

  @Test
  void two_pools_do_not_count_by_the_same_pattern() {
    value(pools.register(ANN, named("shopper_{seq}")));

    assertThat(problem(pools.register(ANN, named("sellers", "shopper_{seq}"))).detail())
        .isEqualTo(
            "username: expected names of its own, got 'shopper_{seq}', by which pool 'buyers'"
                + " counts, too; put {pool} into it");
    value(pools.register(ANN, named("sellers", "seller_{seq}")));
    value(pools.register(ANN, named("one", "{pool}_{seq}")));
    value(pools.register(ANN, named("two", "{pool}_{seq}")));
    value(pools.register(ANN, named("three", "{seq}_{hex:6}")));
    value(pools.register(ANN, named("four", "{seq}_{hex:6}")));
    value(pools.change(ANN, named("shopper_{seq}"), OptionalLong.empty()));
    assertThat(
            problem(pools.change(ANN, named("sellers", "shopper_{seq}"), OptionalLong.empty()))
                .detail())
        .contains("pool 'buyers' counts, too");
  }

  private String detail(PoolSpec spec) {
    Problem problem = problem(pools.register(ANN, spec));
    assertThat(problem.code()).isEqualTo("invalid-request");
    return problem.detail();
  }

  private static PoolSpec rotating(Rotation rotation) {
    return poolSpec("buyers", "users").with(rotation);
  }

  private static PoolSpec sized(int min, int max) {
    return new PoolSpec(
        "buyers",
        List.of("users"),
        "test_{hex:8}",
        Map.of(),
        min,
        max,
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        OnRelease.DELETE);
  }

  private static PoolSpec timed(Duration ttl, Duration maxTtl) {
    return new PoolSpec(
        "buyers", List.of("users"), "test_{hex:8}", Map.of(), 0, 1, ttl, maxTtl, OnRelease.DELETE);
  }

  private static PoolSpec named(String pattern) {
    return named("buyers", pattern);
  }

  private static PoolSpec named(String name, String pattern) {
    PoolSpec spec = poolSpec(name, "users");
    return new PoolSpec(
        spec.name(),
        spec.services(),
        pattern,
        Map.of(),
        0,
        1,
        spec.ttl(),
        spec.maxTtl(),
        spec.onRelease());
  }

  private static PoolSpec attributes(Map<String, String> attributes) {
    PoolSpec spec = poolSpec("buyers", "users");
    return new PoolSpec(
        spec.name(),
        spec.services(),
        spec.username(),
        attributes,
        0,
        1,
        spec.ttl(),
        spec.maxTtl(),
        spec.onRelease());
  }
}
