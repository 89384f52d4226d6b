package dev.testaccounts.core.pool;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.poolSpec;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.serviceSpec;
import static dev.testaccounts.core.memory.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.memory.MemoryPools;
import dev.testaccounts.core.memory.MemoryServices;
import dev.testaccounts.core.memory.ModelFakes;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.memory.SettableClock;
import dev.testaccounts.core.secret.PasswordRule;
import dev.testaccounts.core.service.ServiceStore.Write;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolsTest {

  private final MemoryPools store = new MemoryPools();
  private final MemoryServices services = new MemoryServices();
  private final SettableClock clock = new SettableClock();
  private final Pools pools =
      new Pools(store, services, new Ids(new SplittableRandom(1)), new ModelFakes(), clock);
  private final TargetService users = service("users");
  private final TargetService orders = service("orders", "users", "stock");
  private final TargetService mail = service("mail", "orders", "users");

  @Test
  void a_pool_is_drained_to_be_removed_until_somebody_says_otherwise() {
    value(pools.register(ANN, rotating(new Rotation(null, 7, Duration.ofSeconds(3), false))));
    Pool drained = value(pools.drain(ANN, "buyers"));

    assertThat(drained)
        .returns(true, Pool::leaving)
        .returns(2L, Pool::version)
        .returns(new Rotation(null, 7, Duration.ofSeconds(3), true), p -> p.spec().rotation());
    assertThat(store.events.getLast().kind()).isEqualTo(Event.Kind.POOL_CHANGED);
    assertThat(value(pools.drain(ANN, "buyers"))).as("no second time").isEqualTo(drained);
    assertThat(store.events).hasSize(2);

    Rotation still = new Rotation(null, 8, Duration.ZERO, true);
    assertThat(value(pools.change(ANN, rotating(still), OptionalLong.empty())).leaving()).isTrue();
    assertThat(value(pools.change(ANN, rotating(Rotation.endless()), OptionalLong.empty())))
        .returns(false, Pool::leaving);
    Rotation again = new Rotation(null, null, Duration.ZERO, true);
    assertThat(value(pools.change(ANN, rotating(again), OptionalLong.empty())).leaving())
        .as("draining alone removes nothing")
        .isFalse();
  }

  @Test
  void a_pool_that_changes_meanwhile_is_not_drained() {
    value(pools.register(ANN, poolSpec("buyers", "users")));
    store.answerNext(Write.CHANGED);

    assertThat(problem(pools.drain(ANN, "buyers")).code()).isEqualTo("changed-meanwhile");
    assertThat(problem(pools.drain(ANN, "sellers")).code()).isEqualTo("no-such-pool");
  }

  @Test
  void the_same_request_registers_one_pool() {
    Id id = Samples.id();
    Pool made = value(pools.register(ANN, poolSpec("buyers", "users"), id));

    assertThat(made.id()).isEqualTo(id);
    assertThat(value(pools.register(ANN, poolSpec("buyers", "users"), id))).isEqualTo(made);
    assertThat(store.events).hasSize(1);
    assertThat(
            problem(pools.register(new Principal("bank", "bob"), poolSpec("b", "users"), id))
                .code())
        .as("not what another project has under that id")
        .isEqualTo("no-such-service");
  }

  @Test
  void a_pool_is_registered_with_its_event() {
    Pool pool = value(pools.register(ANN, poolSpec("buyers", "users")));

    assertThat(pool.version()).isEqualTo(1);
    assertThat(pool.createdAt()).isEqualTo(SettableClock.START);
    assertThat(value(pools.pool(ANN, "buyers"))).isEqualTo(pool);
    assertThat(value(pools.byId(pool.id()))).isEqualTo(pool);
    assertThat(pools.pools(ANN, Page.Request.first(5)).items()).containsExactly(pool);
    assertThat(store.events)
        .containsExactly(
            new Event(
                "shop",
                SettableClock.START,
                "ann",
                Event.Kind.POOL_REGISTERED,
                null,
                null,
                null,
                Map.of("pool", "buyers")));
  }

  @Test
  void services_are_ranked_by_what_they_depend_on_in_the_pool() {
    assertThat(members("mail", "users", "orders"))
        .containsExactly(
            new Pool.Member(mail.id(), 2),
            new Pool.Member(users.id(), 0),
            new Pool.Member(orders.id(), 1));
    assertThat(members("mail", "users"))
        .containsExactly(new Pool.Member(mail.id(), 1), new Pool.Member(users.id(), 0));
    assertThat(members("orders")).containsExactly(new Pool.Member(orders.id(), 0));
  }

  @Test
  void a_circle_that_two_changes_wrote_does_not_keep_a_pool_from_use() {
    service("hen", "egg");
    service("egg", "hen");

    assertThat(members("hen", "egg")).hasSize(2);
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

  private static PoolSpec rotating(Rotation rotation) {
    return poolSpec("buyers", "users").with(rotation);
  }

  @Test
  void a_draining_pool_is_there_but_not_open() {
    Pool pool = value(pools.register(ANN, poolSpec("buyers", "users")));
    assertThat(value(pools.open(ANN, "buyers"))).isEqualTo(pool);

    Rotation draining = new Rotation(null, null, Duration.ZERO, true);
    value(pools.change(ANN, rotating(draining), OptionalLong.empty()));

    assertThat(problem(pools.open(ANN, "buyers")))
        .isEqualTo(
            new Problem.Conflict(
                "pool-draining",
                "pool 'buyers' is being drained: it hands out and gets nothing new"));
    assertThat(value(pools.pool(ANN, "buyers")).spec().rotation()).isEqualTo(draining);
    assertThat(problem(pools.open(ANN, "sellers")).code()).isEqualTo("no-such-pool");
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
  void a_name_is_given_once_in_a_project() {
    value(pools.register(ANN, poolSpec("buyers", "users")));

    assertThat(problem(pools.register(ANN, poolSpec("buyers", "users"))))
        .isEqualTo(new Problem.Conflict("name-taken", "there is a pool named 'buyers' already"));
    assertThat(problem(pools.pool(new Principal("bank", "bob"), "buyers")))
        .isEqualTo(new Problem.NotFound("no-such-pool", "there is no pool named 'buyers'"));
  }

  @Test
  void a_pool_is_changed_in_place() {
    Pool pool = value(pools.register(ANN, poolSpec("buyers", "users")));
    clock.advance(Duration.ofHours(1));

    Pool changed =
        value(pools.change(ANN, poolSpec("buyers", "users", "orders"), OptionalLong.of(1)));

    assertThat(changed.id()).isEqualTo(pool.id());
    assertThat(changed.version()).isEqualTo(2);
    assertThat(changed.createdAt()).isEqualTo(pool.createdAt());
    assertThat(changed.members()).hasSize(2);
    assertThat(store.events.getLast().kind()).isEqualTo(Event.Kind.POOL_CHANGED);
  }

  @Test
  void a_change_that_did_not_see_the_latest_version_is_refused() {
    value(pools.register(ANN, poolSpec("buyers", "users")));
    Problem changed =
        new Problem.Conflict(
            "changed-meanwhile", "pool 'buyers' was changed or removed since it was read");

    assertThat(problem(pools.change(ANN, poolSpec("buyers", "users"), OptionalLong.of(2))))
        .isEqualTo(changed);
    store.answerNext(Write.CHANGED);
    assertThat(problem(pools.change(ANN, poolSpec("buyers", "users"), OptionalLong.empty())))
        .isEqualTo(changed);
    value(pools.change(ANN, poolSpec("buyers", "users"), OptionalLong.empty()));
  }

  @Test
  void a_change_is_checked_like_a_new_pool() {
    value(pools.register(ANN, poolSpec("buyers", "users")));

    assertThat(problem(pools.change(ANN, poolSpec("buyers"), OptionalLong.empty())).code())
        .isEqualTo("invalid-request");
    assertThat(
            problem(pools.change(ANN, poolSpec("buyers", "missing"), OptionalLong.empty())).code())
        .isEqualTo("no-such-service");
    assertThat(
            problem(pools.change(ANN, poolSpec("sellers", "users"), OptionalLong.empty())).code())
        .isEqualTo("no-such-pool");
  }

  @Test
  void a_pool_is_removed_unless_it_has_accounts() {
    Pool pool = value(pools.register(ANN, poolSpec("buyers", "users")));

    store.countBy(id -> id.equals(pool.id()) ? 3 : 0);
    store.answerNext(Write.IN_USE);
    assertThat(problem(pools.remove(ANN, "buyers")))
        .isEqualTo(
            new Problem.Conflict(
                "in-use",
                "pool 'buyers' still has 3 accounts; drain it (draining: true) or clean it up"
                    + " first"));
    store.answerNext(Write.CHANGED);
    assertThat(problem(pools.remove(ANN, "buyers")).code()).isEqualTo("changed-meanwhile");
    assertThat(value(pools.remove(ANN, "buyers"))).isEqualTo(pool);
    assertThat(problem(pools.byId(pool.id())))
        .isEqualTo(new Problem.NotFound("no-such-pool", "the pool was removed"));
    assertThat(store.events.getLast().kind()).isEqualTo(Event.Kind.POOL_REMOVED);
  }

  private TargetService service(String name, String... dependsOn) {
    return services.put(
        new TargetService(
            Samples.id(), "shop", serviceSpec(name, dependsOn), 1, SettableClock.START));
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

  private List<Pool.Member> members(String... names) {
    return value(pools.register(ANN, poolSpec("p" + names.length, names))).members();
  }

  private String detail(PoolSpec spec) {
    Problem problem = problem(pools.register(ANN, spec));
    assertThat(problem.code()).isEqualTo("invalid-request");
    return problem.detail();
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
