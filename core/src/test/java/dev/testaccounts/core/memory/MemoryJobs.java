package dev.testaccounts.core.memory;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.account.Reopening;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.AccountRow;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.job.JobStore;
import dev.testaccounts.core.job.Selector;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Jobs in memory, on top of the accounts in memory. */
public final class MemoryJobs implements JobStore {

  private final MemoryAccounts accounts;
  private final Map<Id, Job> jobs = new LinkedHashMap<>();
  private final Map<Id, List<AccountRow>> rows = new LinkedHashMap<>();
  private final Map<Id, List<Id>> targets = new LinkedHashMap<>();
  public final List<Event> events = new ArrayList<>();
  public final List<Integer> chunks = new ArrayList<>();
  public final List<Allowance> allowances = new ArrayList<>();

  /** What {@link #count} answers. */
  public long counted;

  /** Clean-ups that were begun to be planned piece by piece. */
  public final List<Job> later = new ArrayList<>();

  public final List<Instant> sinces = new ArrayList<>();

  /** What the next clean-ups come to. */
  public Optional<Condemned.OverCap> over = Optional.empty();

  /** A job that somebody else begins only after it was looked for. */
  public @Nullable Id unseen;

  /** How many deletions the last hour saw. */
  public long used = 7;

  public final List<String> forgone = new ArrayList<>();

  /** What expanding a job meets instead of being done. */
  public @Nullable RuntimeException fault;

  public MemoryJobs(MemoryAccounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Job start(Job job, Event event) {
    Job before = jobs.putIfAbsent(job.id(), job);
    if (before == null) {
      events.add(event);
    }
    return before == null ? job : before;
  }

  @Override
  public Job start(Job job, List<AccountRow> wanted, Event event) {
    rows.putIfAbsent(job.id(), wanted);
    return start(job, event);
  }

  @Override
  public List<AccountRow> rows(Id job, int from, int limit) {
    return rows.getOrDefault(job, List.of()).stream().skip(from).limit(limit).toList();
  }

  private Expanded fitting(Job job, List<Intent> intents) {
    int written = 0;
    Intended end = Intended.DONE;
    for (Intent intent : intents) {
      end = accounts.intend(List.of(intent)).getFirst();
      if (end != Intended.DONE) {
        break;
      }
      written++;
    }
    jobs.put(job.id(), planned(job, job.planned() + written));
    return new Expanded(written, end);
  }

  @Override
  public Job start(Job job, Selector selector, Event event) {
    if (jobs.containsKey(job.id())) {
      return Objects.requireNonNull(jobs.get(job.id()));
    }
    List<Id> free =
        accounts.all().stream()
            .map(EnrolledAccount::account)
            .filter(each -> each.state() == AccountState.FREE)
            .map(Account::id)
            .toList();
    targets.put(job.id(), free);
    start(job, event);
    Job started =
        new Job(
            job.id(),
            job.project(),
            job.kind(),
            job.pool(),
            job.labels(),
            free.size(),
            0,
            0,
            0,
            0,
            job.actor(),
            job.createdAt(),
            null,
            null);
    jobs.put(job.id(), started);
    return started;
  }

  @Override
  public List<Id> targets(Id job, int from, int limit) {
    return targets.getOrDefault(job, List.of()).stream().skip(from).limit(limit).toList();
  }

  @Override
  public void intervene(Id id, int from, List<Intervention> interventions) {
    chunks.add(interventions.size());
    accounts.intervene(interventions);
    jobs.put(id, planned(Objects.requireNonNull(jobs.get(id)), from + interventions.size()));
  }

  @Override
  public void forgoNext(Id id, int from, String reason, Instant now) {
    forgone.add(reason);
    jobs.put(id, planned(Objects.requireNonNull(jobs.get(id)), from + 1));
  }

  @Override
  public Expanded expand(Id id, int from, List<Intent> intents) {
    chunks.add(intents.size());
    if (fault != null) {
      throw fault;
    }
    Job job = Objects.requireNonNull(jobs.get(id));
    if (job.planned() != from) {
      return new Expanded(0, Intended.DONE);
    }
    return fitting(job, intents);
  }

  @Override
  public void forgo(Id id, String reason, Instant now) {
    forgone.add(reason);
    Job job = Objects.requireNonNull(jobs.get(id));
    jobs.put(id, planned(job, job.total()));
  }

  @Override
  public Optional<Job> cancel(String project, Id id, Event event) {
    Optional<Job> found = job(project, id);
    found.ifPresent(
        job -> {
          events.add(event);
          jobs.put(id, planned(job, job.total()));
        });
    return job(project, id);
  }

  private static Job planned(Job job, int planned) {
    return new Job(
        job.id(),
        job.project(),
        job.kind(),
        job.pool(),
        job.labels(),
        job.total(),
        planned,
        job.succeeded(),
        job.failed(),
        job.cancelled(),
        job.actor(),
        job.createdAt(),
        job.cancelledAt(),
        job.finishedAt());
  }

  @Override
  public List<Job> unplanned(@Nullable Id after, int limit) {
    return jobs.values().stream()
        .filter(each -> each.planned() < each.total())
        .filter(each -> after == null || each.id().value().compareTo(after.value()) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public long promised(Id pool) {
    return jobs.values().stream()
        .filter(each -> each.kind() == Job.Kind.CREATE && pool.equals(each.pool()))
        .mapToLong(each -> each.total() - each.planned())
        .sum();
  }

  @Override
  public Condemned condemn(Job job, Selector selector, Event event, Allowance allowance) {
    allowances.add(allowance);
    if (over.isPresent()) {
      return over.get();
    }
    return new Condemned.Started(start(job, event));
  }

  @Override
  public long count(String project, Selector selector) {
    return counted;
  }

  @Override
  public Condemned condemnLater(Job job, Selector selector, Event event, Allowance allowance) {
    later.add(job);
    return condemn(job, selector, event, allowance);
  }

  @Override
  public void condemnNext(Id job, int from, int limit, Instant now) {
    Job before = Objects.requireNonNull(jobs.get(job));
    if (before.planned() == from) {
      jobs.put(job, planned(before, Math.min(before.total(), from + limit)));
      chunks.add(limit);
    }
  }

  @Override
  public long deletionsSince(String project, Instant since) {
    sinces.add(since);
    return used;
  }

  @Override
  public Optional<Condemned.OverCap> condemnSimple(
      String project, Event event, Allowance allowance) {
    allowances.add(allowance);
    if (over.isPresent()) {
      return over;
    }
    events.add(event);
    for (EnrolledAccount each : accounts.all()) {
      if (each.account().pool() == null && each.account().state().exists()) {
        accounts.put(Convergence.condemn(each, null, event.at()));
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<List<Intended>> condemnStrays(
      String project, List<Intent> strays, Allowance allowance) {
    allowances.add(allowance);
    return over.isPresent() ? Optional.empty() : Optional.of(accounts.intend(strays));
  }

  @Override
  public Optional<List<Boolean>> condemnAgain(
      String project, List<Reopening> tombstones, Allowance allowance) {
    allowances.add(allowance);
    return over.isPresent()
        ? Optional.empty()
        : Optional.of(tombstones.stream().map(this::reopened).toList());
  }

  private boolean reopened(Reopening reopening) {
    Optional<Convergence.Change> change = reopening.of(accounts.get(reopening.account()));
    change.ifPresent(
        each -> {
          accounts.put(each.after());
          accounts.events.addAll(each.events());
        });
    return change.isPresent();
  }

  @Override
  public Optional<List<Intervention.Reply>> condemnVanished(
      String project, List<Intervention> deletions, Allowance allowance) {
    allowances.add(allowance);
    return over.isPresent() ? Optional.empty() : Optional.of(accounts.intervene(deletions));
  }

  @Override
  public Plan plan(String project, Selector selector, int limit) {
    return new Plan(limit, Map.of(AccountState.FREE, 1L), 0, List.of());
  }

  @Override
  public Optional<Job> job(String project, Id id) {
    if (id.equals(unseen)) {
      return Optional.empty();
    }
    return Optional.ofNullable(jobs.get(id)).filter(each -> each.project().equals(project));
  }

  @Override
  public Page<Job> jobs(String project, Page.Request page) {
    return new Page<>(jobs.values().stream().limit(page.limit()).toList(), null);
  }

  @Override
  public Page<Job.Item> items(String project, Id job, Page.Request page) {
    return new Page<>(List.of(new Job.Item(0, null, null, Job.Result.PENDING, null)), null);
  }
}
