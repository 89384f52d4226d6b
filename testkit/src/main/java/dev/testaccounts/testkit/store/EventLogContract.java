package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.audit.EventLog.Entry;
import dev.testaccounts.core.audit.EventLog.Filter;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.pool.Pool;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The audit trail, read; and lists of leases, which page the same way. */
public abstract class EventLogContract extends StoreContract {

  @Test
  void everyFieldComesBackAsItWas() {
    Job job = drafts.job(Job.Kind.CREATE, null, 0);
    Event event =
        new Event(
            Drafts.PROJECT,
            clock.instant(),
            "ci",
            Event.Kind.JOB_STARTED,
            drafts.id(),
            drafts.id(),
            job.id(),
            Map.of("why", "\"ünï\"\n", "", ""));

    store.jobs().start(job, event);

    assertThat(Promises.newestEvent(store)).isEqualTo(event);
  }

  @Test
  void pagesGoFromTheNewestBack() {
    given.service("a");
    given.service("b");
    given.service("c");

    Page<Entry> first = events(Filter.all(), Page.Request.first(2));
    Page<Entry> second = events(Filter.all(), new Page.Request(2, first.next()));

    List<Long> sequences =
        Stream.concat(first.items().stream(), second.items().stream())
            .map(Entry::sequence)
            .toList();
    assertThat(sequences).hasSize(3).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(second.next()).isNull();
  }

  @Test
  void aFilterShowsOneThingsEvents() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    given.free(pool);
    Lease lease = given.lease(pool);
    given.released(lease);

    assertThat(events(new Filter(null, lease.id(), null), Page.Request.first(9)).items())
        .extracting(entry -> entry.event().kind())
        .containsExactly(Event.Kind.LEASE_RELEASED, Event.Kind.ACCOUNT_LEASED);
    assertThat(events(new Filter(lease.account(), null, null), Page.Request.first(9)).items())
        .hasSize(4);
    assertThat(events(new Filter(null, null, drafts.id()), Page.Request.first(9)).items())
        .isEmpty();
    assertThat(store.events().events("other", Filter.all(), Page.Request.first(9)).items())
        .isEmpty();
  }

  private Page<Entry> events(Filter filter, Page.Request page) {
    return store.events().events(Drafts.PROJECT, filter, page);
  }
}
