package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore.Filter;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Leases, listed. */
public abstract class LeaseListContract extends StoreContract {

  @Test
  void aPageShowsTheNewestFirst() {
    Pool pool = given.pool("buyers", given.service("shop"));
    List<Lease> made =
        List.of(leased(pool, Map.of()), leased(pool, Map.of()), leased(pool, Map.of()));

    Page<Lease> first = list(Filter.all(), Page.Request.first(2));
    Page<Lease> second = list(Filter.all(), new Page.Request(2, first.next()));

    assertThat(first.items()).containsExactly(made.get(2), made.get(1));
    assertThat(second).isEqualTo(new Page<>(List.of(made.get(0)), null));
    assertThat(store.leases().leases("other", Filter.all(), Page.Request.first(2)).items())
        .isEmpty();
  }

  @Test
  void filtersAreAllKept() {
    TargetService shop = given.service("shop");
    Pool buyers = given.pool("buyers", shop);
    Pool sellers = given.pool("sellers", shop);
    Lease live = leased(buyers, Map.of());
    Lease over = leased(buyers, Map.of());
    Lease other = leased(sellers, Map.of());
    given.released(over);

    assertThat(ids(new Filter(sellers.id(), null, null, Map.of()))).containsExactly(other);
    assertThat(ids(new Filter(null, live.account(), null, Map.of()))).containsExactly(live);
    assertThat(ids(new Filter(null, null, LeaseState.ACTIVE, Map.of())))
        .containsExactly(other, live);
    assertThat(ids(new Filter(buyers.id(), null, LeaseState.ACTIVE, Map.of())))
        .containsExactly(live);
    assertThat(ids(new Filter(null, null, LeaseState.RELEASED, Map.of())))
        .singleElement()
        .returns(over.id(), Lease::id);
  }

  @Test
  void labelsMustAllBeCarriedWhateverCharactersTheyHold() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Lease both = leased(pool, Map.of("run", "gh-1", "a.\"b", "x'y"));
    Lease one = leased(pool, Map.of("run", "gh-1"));

    assertThat(ids(new Filter(null, null, null, Map.of("run", "gh-1")))).containsExactly(one, both);
    assertThat(ids(new Filter(null, null, null, Map.of("run", "gh-1", "a.\"b", "x'y"))))
        .containsExactly(both);
    assertThat(ids(new Filter(null, null, null, Map.of("run", "gh")))).isEmpty();
  }

  private Lease leased(Pool pool, Map<String, String> labels) {
    clock.advance(Duration.ofMillis(1));
    given.free(pool);
    return given.lease(pool, labels);
  }

  private List<Lease> ids(Filter filter) {
    return list(filter, Page.Request.first(10)).items();
  }

  private Page<Lease> list(Filter filter, Page.Request page) {
    return store.leases().leases(Drafts.PROJECT, filter, page);
  }
}
