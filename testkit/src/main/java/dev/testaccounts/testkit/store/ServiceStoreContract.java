package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Rate;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.ServiceStore.Write;
import dev.testaccounts.core.service.TargetService;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Services, kept. */
public abstract class ServiceStoreContract extends StoreContract {

  @Test
  void everyFieldComesBackAsItWasAlsoAfterAStart() {
    ServiceSpec spec =
        new ServiceSpec(
            "shop",
            URI.create("https://shop.test/base?x=%C3%BC"),
            "testing",
            "http",
            "{\"http\":{\"create\":{\"path\":\"/users/ü\"}}}",
            Map.of("bearer", "${env:TOKEN}"),
            new Limits(7, Duration.ofNanos(1_234_567_891), new Rate(90, Rate.Per.MINUTE)),
            List.of("stock", "auth"),
            true);
    TargetService shop = new TargetService(drafts.id(), Drafts.PROJECT, spec, 1, clock.instant());

    assertThat(insert(shop)).isEqualTo(Write.DONE);

    assertKept(shop);
    reopen();
    assertKept(shop);
  }

  @Test
  void rateAndMaintenanceComeAndGoWithAChange() {
    TargetService shop = given.service("shop");
    TargetService limited = with(shop, 2, new Rate(50, Rate.Per.SECOND), true);
    TargetService free = with(shop, 3, null, false);

    update(limited);
    assertThat(store.services().service(shop.id())).contains(limited);
    update(free);
    assertThat(store.services().service(shop.id())).contains(free);
    reopen();
    assertKept(free);
  }

  private static TargetService with(
      TargetService service, long version, @Nullable Rate rate, boolean maintenance) {
    ServiceSpec spec = service.spec();
    Limits limits = new Limits(spec.limits().concurrency(), spec.limits().timeout(), rate);
    return new TargetService(
        service.id(),
        service.project(),
        new ServiceSpec(
            spec.name(),
            spec.url(),
            spec.environment(),
            spec.recipe(),
            "{\"parameters\":{\"version\":\"" + version + "\"}}",
            spec.credentials(),
            limits,
            spec.dependsOn(),
            maintenance),
        version,
        service.createdAt());
  }

  private void assertKept(TargetService service) {
    assertThat(store.services().service(service.id())).contains(service);
    assertThat(store.services().service(service.project(), service.name())).contains(service);
    assertThat(store.services().all()).containsExactly(service);
  }

  @Test
  void aWriteAndItsEventAreOne() {
    TargetService shop = given.service("shop");
    assertThat(Promises.newestEvent(store).kind()).isEqualTo(Event.Kind.SERVICE_REGISTERED);
    long events = events();

    insert(drafts.service(Drafts.PROJECT, "shop"));
    update(shop);

    assertThat(events()).isEqualTo(events);
  }

  @Test
  void aNameIsUniqueInItsProject() {
    given.service("shop");

    assertThat(insert(drafts.service(Drafts.PROJECT, "shop"))).isEqualTo(Write.NAME_TAKEN);
    assertThat(insert(drafts.service("other", "shop"))).isEqualTo(Write.DONE);
    assertThat(store.services().service("third", "shop")).isEmpty();
  }

  @Test
  void theOldestServiceAtAUrlAnswersForIt() {
    TargetService first = given.service("shop");
    clock.advance(Duration.ofSeconds(1));
    TargetService second = drafts.service(Drafts.PROJECT, "shop-too");
    insert(at(second, first.spec().url()));

    URI url = first.spec().url();
    assertThat(store.services().serviceAt(Drafts.PROJECT, url, "simple")).contains(first);
    assertThat(store.services().serviceAt(Drafts.PROJECT, url, "scim")).isEmpty();
    assertThat(store.services().serviceAt("other", url, "simple")).isEmpty();
    assertThat(store.services().serviceAt(Drafts.PROJECT, URI.create("http://x"), "simple"))
        .isEmpty();
  }

  @Test
  void aChangeNeedsTheVersionBefore() {
    TargetService shop = given.service("shop");
    TargetService second = version(shop, 2);

    assertThat(update(second)).isEqualTo(Write.DONE);
    assertThat(update(second)).isEqualTo(Write.CHANGED);
    assertThat(update(version(shop, 4))).isEqualTo(Write.CHANGED);

    assertThat(store.services().service(shop.id())).contains(second);
    reopen();
    assertThat(store.services().service(shop.id())).contains(second);
  }

  @Test
  void aPageGoesByName() {
    List<TargetService> made = List.of("c", "a", "b").stream().map(given::service).toList();
    insert(drafts.service("other", "d"));

    Page<TargetService> first =
        store.services().services(Drafts.PROJECT, new Page.Request(2, null));
    Page<TargetService> second =
        store.services().services(Drafts.PROJECT, new Page.Request(2, first.next()));

    assertThat(first.items()).containsExactly(made.get(1), made.get(2));
    assertThat(second).isEqualTo(new Page<>(List.of(made.get(0)), null));
  }

  @Test
  void whatIsUsedStays() {
    TargetService shop = given.service("shop");
    Pool pool = given.stored(drafts.pool("buyers", OnRelease.DELETE, shop));
    given.free(pool);
    assertThat(remove(shop)).isEqualTo(Write.IN_USE);

    given.released(given.lease(pool));
    given.converge(given.due(shop.id()));
    assertThat(remove(shop)).isEqualTo(Write.IN_USE);
    store.pools().remove(pool, drafts.event(Event.Kind.POOL_REMOVED));

    assertThat(remove(version(shop, 2))).isEqualTo(Write.CHANGED);
    assertThat(remove(shop)).isEqualTo(Write.DONE);
    assertThat(remove(shop)).isEqualTo(Write.CHANGED);
    assertThat(store.services().service(shop.id())).isEmpty();
    assertThat(store.services().all()).isEmpty();
  }

  @Test
  void whatHoldsAccountsIsNotMoved() {
    TargetService shop = given.service("shop");
    Pool pool = given.stored(drafts.pool("buyers", OnRelease.DELETE, shop));
    assertThat(move(version(shop, 2))).as("a pool's, and empty").isEqualTo(Write.DONE);

    given.pending(pool);
    assertThat(move(version(shop, 3)))
        .as("who wrote a wrong address is to mend it")
        .isEqualTo(Write.DONE);
    List<Work> creates = given.due(shop.id());
    assertThat(move(version(shop, 4))).as("it is being made").isEqualTo(Write.IN_USE);
    long events = events();
    assertThat(update(version(shop, 4))).isEqualTo(Write.DONE);
    assertThat(move(version(shop, 5))).isEqualTo(Write.IN_USE);
    assertThat(events()).isEqualTo(events + 1);

    given.converge(creates);
    given.released(given.lease(pool));
    given.converge(given.due(shop.id()));
    assertThat(move(version(shop, 6))).isEqualTo(Write.CHANGED);
    assertThat(move(version(shop, 5))).as("what is gone is nowhere").isEqualTo(Write.DONE);
  }

  @Test
  void aRemovedServicesNameIsFreeAgain() {
    remove(given.service("shop"));

    TargetService next = given.service("shop");

    assertThat(store.services().service(Drafts.PROJECT, "shop")).contains(next);
    reopen();
    assertThat(store.services().all()).containsExactly(next);
  }

  private long events() {
    return Promises.all(page -> store.events().events(Drafts.PROJECT, EventLog.Filter.all(), page))
        .size();
  }

  private Write insert(TargetService service) {
    return store.services().insert(service, drafts.event(Event.Kind.SERVICE_REGISTERED));
  }

  private Write update(TargetService service) {
    return store.services().update(service, drafts.event(Event.Kind.SERVICE_CHANGED));
  }

  private Write move(TargetService service) {
    return store.services().move(service, drafts.event(Event.Kind.SERVICE_CHANGED));
  }

  private Write remove(TargetService service) {
    return store.services().remove(service, drafts.event(Event.Kind.SERVICE_REMOVED));
  }

  private static TargetService version(TargetService service, long version) {
    return new TargetService(
        service.id(), service.project(), service.spec(), version, service.createdAt());
  }

  private static TargetService at(TargetService service, URI url) {
    ServiceSpec spec = service.spec();
    return new TargetService(
        service.id(),
        service.project(),
        new ServiceSpec(
            spec.name(),
            url,
            spec.environment(),
            spec.recipe(),
            spec.credentials(),
            spec.limits(),
            spec.dependsOn()),
        service.version(),
        service.createdAt());
  }
}
