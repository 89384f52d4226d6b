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
import dev.testaccounts.core.memory.ModelConnectors;
import dev.testaccounts.core.memory.ModelFakes;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.memory.SettableClock;
import dev.testaccounts.core.service.ServiceStore.Write;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PoolsTest {

  private final MemoryPools store = new MemoryPools();
  private final MemoryServices services = new MemoryServices();
  private final ModelConnectors connectors = new ModelConnectors();
  private final SettableClock clock = new SettableClock();
  private final Pools pools =
      new Pools(
          store,
          services,
          connectors,
          new Ids(new SplittableRandom(1)),
          new ModelFakes(),
          EmailDomains.reserved(),
          clock);
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

  private List<Pool.Member> members(String... names) {
    return value(pools.register(ANN, poolSpec("p" + names.length, names))).members();
  }
}
