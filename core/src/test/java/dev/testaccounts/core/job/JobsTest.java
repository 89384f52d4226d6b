package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.pool.Rotation;
import dev.testaccounts.core.service.ServiceStore.Write;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobsTest {

  private final World world = new World();
  private final Pool pool = large(world.pool("buyers", world.service("first")));

  @Test
  void a_job_is_started_with_its_event() {
    Job job = value(world.jobs.create(ANN, "buyers", 3, Map.of("run", "gh-1"), null));

    assertThat(job.kind()).isEqualTo(Job.Kind.CREATE);
    assertThat(job.total()).isEqualTo(3);
    assertThat(job.planned() + job.succeeded() + job.failed()).isZero();
    assertThat(job.finished()).isFalse();
    assertThat(job.labels()).containsEntry("run", "gh-1");
    assertThat(value(world.jobs.job(ANN, job.id()))).isEqualTo(job);
    assertThat(world.jobs.jobs(ANN, Page.Request.first(10)).items()).containsExactly(job);
    assertThat(value(world.jobs.items(ANN, job.id(), Page.Request.first(10))).items()).hasSize(1);
    assertThat(world.woken).isEqualTo(1);
    assertThat(world.jobStore.events)
        .containsExactly(
            new Event(
                "shop",
                START,
                "ann",
                Event.Kind.JOB_STARTED,
                null,
                null,
                job.id(),
                Map.of("pool", "buyers")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 100_001})
  void a_job_makes_1_to_100000_accounts(int count) {
    assertThat(problem(world.jobs.create(ANN, "buyers", count, Map.of(), null)))
        .isEqualTo(
            new Problem.Invalid("invalid-request", "count: expected 1 to 100000, got " + count));
    assertThat(value(world.jobs.create(ANN, "buyers", 100_000, Map.of(), null)).total())
        .isEqualTo(Jobs.MOST_ACCOUNTS);
    value(world.jobs.create(ANN, "buyers", 1, Map.of(), null));
  }

  @Test
  void other_requests_that_cannot_be_met_are_refused_before_anything_is_kept() {
    assertThat(problem(world.jobs.create(ANN, "buyers", 1, Map.of("", ""), null)).code())
        .isEqualTo("invalid-request");
    assertThat(problem(world.jobs.create(ANN, "sellers", 1, Map.of(), null)).code())
        .isEqualTo("no-such-pool");
    assertThat(world.jobStore.events).isEmpty();
    assertThat(world.woken).isZero();
  }

  @Test
  void what_does_not_fit_into_the_pool_is_refused_whole() {
    world.poolStore.countBy(id -> id.equals(pool.id()) ? 149_990 : 0);

    assertThat(problem(world.jobs.create(ANN, "buyers", 11, Map.of(), null)))
        .isEqualTo(
            new Problem.Conflict(
                "pool-full",
                "pool 'buyers' has 149990 accounts and may have 150000; 11 more do not fit"));
    value(world.jobs.create(ANN, "buyers", 10, Map.of(), null));
  }

  @Test
  void what_other_jobs_are_to_make_takes_its_place_in_the_pool() {
    value(world.jobs.create(ANN, "buyers", 100_000, Map.of(), null));

    assertThat(problem(world.jobs.create(ANN, "buyers", 50_001, Map.of(), null)).detail())
        .isEqualTo(
            "pool 'buyers' has 0 accounts, jobs are to make 100000 more, and may have 150000;"
                + " 50001 more do not fit");
    world.plan();
    assertThat(problem(world.jobs.create(ANN, "buyers", 50_001, Map.of(), null)).detail())
        .startsWith("pool 'buyers' has 250 accounts, jobs are to make 99750 more, and");
    value(world.jobs.create(ANN, "buyers", 50_000, Map.of(), null));
  }

  @Test
  void intents_are_written_in_chunks_until_all_are() {
    Job job = value(world.jobs.create(ANN, "buyers", 510, Map.of("run", "gh-1"), null));

    assertThat(world.plan()).isEqualTo(1);
    assertThat(world.plan()).isEqualTo(1);
    assertThat(world.plan()).isEqualTo(1);
    assertThat(world.plan()).isZero();

    assertThat(world.jobStore.chunks).containsExactly(250, 250, 10);
    assertThat(world.woken).isEqualTo(4);
    List<EnrolledAccount> made = world.accounts.all();
    assertThat(made).hasSize(510);
    assertThat(made)
        .allMatch(each -> each.account().state() == AccountState.PENDING)
        .allMatch(each -> each.account().onFailure() == FailurePolicy.RETRY)
        .allMatch(each -> job.id().equals(each.account().job()))
        .allMatch(each -> each.account().labels().equals(Map.of("run", "gh-1")))
        .flatExtracting(EnrolledAccount::enrollments)
        .extracting(Enrollment::dueAt)
        .containsOnly(START);
    assertThat(world.accounts.events)
        .hasSize(510)
        .allMatch(each -> each.kind() == Event.Kind.ACCOUNT_INTENDED)
        .allMatch(each -> each.actor().equals("ann") && job.id().equals(each.job()));
  }

  @Test
  void a_chunk_whose_names_collide_is_drafted_anew_and_smaller() {
    value(world.jobs.create(ANN, "buyers", 250, Map.of(), null));
    world.accounts.ordered.addAll(Collections.nCopies(3, Intended.USERNAME_TAKEN));

    world.plan();
    world.plan();

    assertThat(world.jobStore.chunks).containsExactly(250, 125, 62, 31, 219);
    assertThat(world.jobStore.forgone).isEmpty();
    assertThat(world.accounts.all()).hasSize(250);
  }

  @Test
  void a_job_whose_names_have_run_out_says_so() {
    value(world.jobs.create(ANN, "buyers", 2, Map.of(), null));
    world.accounts.ordered.addAll(Collections.nCopies(20, Intended.USERNAME_TAKEN));

    world.plan();

    assertThat(world.jobStore.chunks).hasSize(20).endsWith(1, 1, 1);
    assertThat(world.jobStore.forgone)
        .containsExactly("the pool's username pattern has run out of free names");
    assertThat(world.woken).isEqualTo(1);
  }

  @Test
  void a_job_whose_pool_is_full_or_gone_says_so() {
    value(world.jobs.create(ANN, "buyers", 2, Map.of(), null));
    world.accounts.ordered.add(Intended.POOL_FULL);
    world.plan();
    value(world.jobs.create(ANN, "buyers", 2, Map.of(), null));
    world.accounts.ordered.add(Intended.POOL_GONE);
    world.plan();
    assertThat(world.jobStore.forgone).hasSize(2);
    value(world.jobs.create(ANN, "buyers", 2, Map.of(), null));
    assertThat(world.poolStore.remove(pool, world.jobStore.events.getFirst()))
        .isEqualTo(Write.DONE);
    world.plan();

    assertThat(world.jobStore.forgone)
        .containsExactly(
            "the pool is full (size.max 150000)", "the pool was removed", "the pool was removed");
    assertThat(world.accounts.all()).isEmpty();
  }

  @Test
  void a_pool_that_begins_to_drain_gets_no_more() {
    value(world.jobs.create(ANN, "buyers", 2, Map.of(), null));
    world.poolStore.rotate(pool, new Rotation(null, null, Duration.ZERO, true));

    world.plan();

    assertThat(world.jobStore.forgone).containsExactly("the pool is being drained");
    assertThat(world.accounts.all()).isEmpty();
    assertThat(problem(world.jobs.create(ANN, "buyers", 1, Map.of(), null)).code())
        .isEqualTo("pool-draining");
  }

  @Test
  void a_cancelled_job_has_nothing_to_plan() {
    Job job = value(world.jobs.create(ANN, "buyers", 3, Map.of(), null));

    assertThat(value(world.jobs.cancel(ANN, job.id())).planned()).isEqualTo(3);

    assertThat(world.plan()).isZero();
    assertThat(world.jobStore.events)
        .endsWith(
            new Event(
                "shop", START, "ann", Event.Kind.JOB_CANCELLED, null, null, job.id(), Map.of()));
  }

  @Test
  void the_same_request_begins_one_job_also_where_the_first_has_filled_the_pool() {
    Id operation = world.ids.next(START);
    Job job = value(world.jobs.create(ANN, "buyers", 3, Map.of(), operation));
    world.poolStore.countBy(id -> 150_000);

    assertThat(job.id()).isEqualTo(operation);
    assertThat(value(world.jobs.create(ANN, "buyers", 3, Map.of(), operation))).isEqualTo(job);
    assertThat(problem(world.jobs.create(ANN, "buyers", 3, Map.of(), world.ids.next(START))).code())
        .isEqualTo("pool-full");
    assertThat(world.jobStore.events).hasSize(1);
  }

  @Test
  void of_two_that_begin_the_same_job_at_once_the_second_gets_that_of_the_first() {
    Id operation = world.ids.next(START);
    Job first = value(world.jobs.create(ANN, "buyers", 3, Map.of(), operation));
    world.jobStore.unseen = operation;

    assertThat(value(world.jobs.create(ANN, "buyers", 4, Map.of(), operation))).isEqualTo(first);
  }

  @Test
  void a_job_of_another_project_is_not_there() {
    Job job = value(world.jobs.create(ANN, "buyers", 1, Map.of(), null));
    Principal bob = new Principal("bank", "bob");
    Problem unknown = new Problem.NotFound("no-such-job", "there is no such job in this project");

    assertThat(problem(world.jobs.job(bob, job.id()))).isEqualTo(unknown);
    assertThat(problem(world.jobs.cancel(bob, job.id()))).isEqualTo(unknown);
    assertThat(problem(world.jobs.items(bob, job.id(), Page.Request.first(1)))).isEqualTo(unknown);
  }

  private Pool large(Pool small) {
    PoolSpec spec = small.spec();
    PoolSpec large =
        new PoolSpec(
            spec.name(),
            spec.services(),
            spec.username(),
            Map.of(),
            0,
            150_000,
            spec.ttl(),
            spec.maxTtl(),
            spec.onRelease());
    return world.poolStore.put(
        new Pool(small.id(), small.project(), large, small.members(), 2, START));
  }
}
