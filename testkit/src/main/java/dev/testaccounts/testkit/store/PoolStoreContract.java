package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.pool.Rotation;
import dev.testaccounts.core.secret.PasswordRule;
import dev.testaccounts.core.service.ServiceStore.Write;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pools, kept. */
public abstract class PoolStoreContract extends StoreContract {

  @Test
  void everyFieldComesBackAsItWasAlsoAfterAStart() {
    TargetService shop = given.service("shop");
    TargetService stock = given.service("stock");
    PoolSpec spec =
        new PoolSpec(
            "buyers",
            List.of("stock", "shop"),
            "b_{hex:8}",
            Map.of("email", "{username}@example.test"),
            3,
            50,
            Duration.ofSeconds(1, 1),
            Duration.ofDays(30),
            OnRelease.DELETE,
            new Rotation(Duration.ofDays(36_500), 50, Duration.ofMillis(500), true),
            new PasswordRule(20, ""));
    List<Pool.Member> members =
        List.of(new Pool.Member(stock.id(), 1), new Pool.Member(shop.id(), 0));
    Pool pool = new Pool(drafts.id(), Drafts.PROJECT, spec, members, 1, clock.instant(), true);

    given.stored(pool);

    assertKept(pool);
    reopen();
    assertKept(pool);
  }

  private void assertKept(Pool pool) {
    assertThat(store.pools().pool(pool.id())).contains(pool);
    assertThat(store.pools().pool(Drafts.PROJECT, "buyers")).contains(pool);
    assertThat(store.pools().pool("other", "buyers")).isEmpty();
    assertThat(store.pools().allPools()).containsExactly(pool);
    assertThat(store.pools().pools(Drafts.PROJECT, Page.Request.first(10)))
        .isEqualTo(new Page<>(List.of(pool), null));
  }

  @Test
  void aNameIsUniqueInItsProject() {
    TargetService shop = given.service("shop");
    given.pool("buyers", shop);

    assertThat(insert(drafts.pool("buyers", OnRelease.RESET, shop))).isEqualTo(Write.NAME_TAKEN);
  }

  @Test
  void aPoolOfAServiceThatWasRemovedMeanwhileIsRefused() {
    TargetService shop = given.service("shop");
    Pool pool = drafts.pool("buyers", OnRelease.RESET, shop);
    store.services().remove(shop, drafts.event(Event.Kind.SERVICE_REMOVED));

    assertThat(insert(pool)).isEqualTo(Write.CHANGED);
    assertThat(store.pools().pool(pool.id())).isEmpty();
  }

  @Test
  void aChangeNeedsTheVersionBeforeAndReplacesTheMembers() {
    TargetService shop = given.service("shop");
    TargetService stock = given.service("stock");
    Pool pool = given.pool("buyers", shop);
    Pool other = drafts.pool("buyers", OnRelease.DELETE, stock, shop);
    Pool second =
        new Pool(
            pool.id(), pool.project(), other.spec(), other.members(), 2, pool.createdAt(), true);

    assertThat(update(second)).isEqualTo(Write.DONE);
    assertThat(update(second)).isEqualTo(Write.CHANGED);

    assertThat(store.pools().pool(pool.id())).contains(second);
    reopen();
    assertThat(store.pools().pool(pool.id())).contains(second);
  }

  @Test
  void aPoolsNumbersAreGivenOutOnceAlsoAfterAChangeAndAStart() {
    TargetService shop = given.service("shop");
    Pool pool = given.pool("buyers", shop);
    Pool other = given.pool("sellers", shop);

    assertThat(store.pools().numbers(pool.id(), 100)).isEqualTo(100);
    assertThat(store.pools().numbers(pool.id(), 1)).isEqualTo(101);
    assertThat(store.pools().numbers(other.id(), 7)).isEqualTo(7);
    update(
        new Pool(
            pool.id(), pool.project(), pool.spec(), pool.members(), 2, pool.createdAt(), false));
    reopen();

    assertThat(store.pools().numbers(pool.id(), 10)).isEqualTo(111);
    assertThat(remove(store.pools().pool(pool.id()).orElseThrow())).isEqualTo(Write.DONE);
    assertThat(store.pools().numbers(pool.id(), 1)).isEqualTo(112);
    assertThat(store.pools().numbers(given.pool("buyers", shop).id(), 1)).isEqualTo(113);
    assertThatThrownBy(() -> store.pools().numbers(drafts.id(), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPoolWithAccountsStays() {
    Pool pool = given.stored(drafts.pool("buyers", OnRelease.DELETE, given.service("shop")));
    given.free(pool);
    assertThat(remove(pool)).isEqualTo(Write.IN_USE);

    given.released(given.lease(pool));
    assertThat(remove(pool)).isEqualTo(Write.IN_USE);
    given.converge(given.due(pool.members().getFirst().service()));

    assertThat(remove(pool)).isEqualTo(Write.DONE);
    assertThat(remove(pool)).isEqualTo(Write.CHANGED);
    assertThat(store.pools().pool(pool.id())).isEmpty();
    assertThat(store.pools().allPools()).isEmpty();
  }

  @Test
  void aRemovedPoolsNameIsFreeAgain() {
    TargetService shop = given.service("shop");
    remove(given.pool("buyers", shop));

    Pool next = given.pool("buyers", shop);

    assertThat(store.pools().pool(Drafts.PROJECT, "buyers")).contains(next);
  }

  private Write insert(Pool pool) {
    return store.pools().insert(pool, drafts.event(Event.Kind.POOL_REGISTERED));
  }

  private Write update(Pool pool) {
    return store.pools().update(pool, drafts.event(Event.Kind.POOL_CHANGED));
  }

  private Write remove(Pool pool) {
    return store.pools().remove(pool, drafts.event(Event.Kind.POOL_REMOVED));
  }
}
