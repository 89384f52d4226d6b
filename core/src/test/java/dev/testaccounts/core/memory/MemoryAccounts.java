package dev.testaccounts.core.memory;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.account.Observation;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.secret.PasswordRule;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Accounts in memory: what a store does, without keeping it. */
public final class MemoryAccounts implements AccountLedger, AccountStore {

  private final Map<Id, EnrolledAccount> accounts = new LinkedHashMap<>();
  public final List<Event> events = new ArrayList<>();
  public final List<Observation> reports = new ArrayList<>();
  public final List<Convergence.Settled> settled = new ArrayList<>();
  public final List<DueQuery> queries = new ArrayList<>();
  public final List<Instant> reservationsDropped = new ArrayList<>();

  /** What the next intents come to, whatever the facts. */
  public final Deque<Intended> ordered = new ArrayDeque<>();

  /** Services in maintenance: what they do not let go is stuck. */
  public final Set<Id> maintained = new HashSet<>();

  /** What others do once the overdue were looked at. */
  public Runnable afterOverdue = () -> {};

  /** How much a page holds at most, whatever is asked for. */
  public int largestPage = Page.LARGEST;

  public EnrolledAccount get(Id id) {
    return Objects.requireNonNull(accounts.get(id));
  }

  public void put(EnrolledAccount account) {
    accounts.put(account.account().id(), account);
  }

  public void forget(Id id) {
    accounts.remove(id);
  }

  public List<EnrolledAccount> all() {
    return List.copyOf(accounts.values());
  }

  @Override
  public List<Intended> intend(List<Intent> batch) {
    return batch.stream().map(this::intend).toList();
  }

  private Intended intend(Intent intent) {
    Intended answer = ordered.isEmpty() ? fact(intent) : ordered.removeFirst();
    if (answer == Intended.DONE) {
      put(intent.account());
      events.add(intent.event());
    }
    return answer;
  }

  private Intended fact(Intent intent) {
    Account account = intent.account().account();
    if (accounts.values().stream()
        .anyMatch(each -> each.account().username().equals(account.username()))) {
      return Intended.USERNAME_TAKEN;
    }
    Id pool = account.pool();
    return pool != null && existing(pool) >= intent.most() ? Intended.POOL_FULL : Intended.DONE;
  }

  public int existing(Id pool) {
    return (int)
        accounts.values().stream()
            .filter(each -> pool.equals(each.account().pool()))
            .filter(each -> each.account().state().exists())
            .count();
  }

  @Override
  public List<Optional<Progress>> observe(List<Observation> batch) {
    return batch.stream().map(this::observe).toList();
  }

  private Optional<Progress> observe(Observation report) {
    reports.add(report);
    return Convergence.observe(get(report.account()), report, "system")
        .map(
            change -> {
              put(change.after());
              events.addAll(change.events());
              Optional.ofNullable(change.settled()).ifPresent(settled::add);
              return new Progress(change.after().account(), change.follow());
            });
  }

  @Override
  public List<Intervention.Reply> intervene(List<Intervention> batch) {
    return batch.stream().map(this::intervene).toList();
  }

  private Intervention.Reply intervene(Intervention intervention) {
    EnrolledAccount before = accounts.get(intervention.account());
    if (before == null || !before.account().project().equals(intervention.project())) {
      return new Intervention.Reply.NoSuchAccount();
    }
    if (done(intervention)) {
      return new Intervention.Reply.Done(before);
    }
    return intervention
        .of(before, PasswordRule.STANDARD)
        .<Intervention.Reply>map(
            change -> {
              put(change.after());
              events.addAll(change.events());
              Optional.ofNullable(change.settled()).ifPresent(settled::add);
              return new Intervention.Reply.Done(change.after());
            })
        .orElseGet(() -> new Intervention.Reply.NotNow(before));
  }

  private boolean done(Intervention intervention) {
    Id operation = intervention.operation();
    return operation != null
        && events.stream()
            .anyMatch(each -> operation.value().equals(each.detail().get(Intervention.OPERATION)));
  }

  @Override
  public List<Work> claimDue(DueQuery query) {
    queries.add(query);
    return accounts.values().stream()
        .flatMap(each -> each.enrollments().stream())
        .filter(each -> each.service().equals(query.service()) && isDue(each, query.now()))
        .sorted(Comparator.comparing(each -> Objects.requireNonNull(each.dueAt())))
        .limit(query.limit())
        .map(each -> claim(each, query.claimUntil()))
        .toList();
  }

  private static boolean isDue(Enrollment enrollment, Instant now) {
    Instant due = enrollment.dueAt();
    return due != null && !due.isAfter(now);
  }

  private Work claim(Enrollment enrollment, Instant until) {
    EnrolledAccount before = get(enrollment.account());
    Enrollment claimed = enrollment.claimedUntil(until);
    List<Enrollment> enrollments =
        before.enrollments().stream()
            .map(each -> each.equals(enrollment) ? claimed : each)
            .toList();
    put(new EnrolledAccount(before.account(), enrollments));
    return Work.of(before.account(), enrollment, claimed);
  }

  @Override
  public int reclaimAll(Instant now) {
    throw new UnsupportedOperationException("core never does");
  }

  @Override
  public int dropReservations(Instant olderThan) {
    reservationsDropped.add(olderThan);
    return 0;
  }

  @Override
  public Optional<EnrolledAccount> account(String project, Id id) {
    return Optional.ofNullable(accounts.get(id));
  }

  @Override
  public Page<EnrolledAccount> accounts(String project, Filter filter, Page.Request page) {
    int from = page.after() == null ? 0 : Integer.parseInt(page.after());
    List<EnrolledAccount> found =
        accounts.values().stream()
            .filter(each -> filter.username() == null || named(each.account(), project, filter))
            .toList();
    int to = Math.min(found.size(), from + Math.min(page.limit(), largestPage));
    return new Page<>(found.subList(from, to), to < found.size() ? String.valueOf(to) : null);
  }

  private static boolean named(Account account, String project, Filter filter) {
    AccountState state = filter.state();
    return account.project().equals(project)
        && account.username().equals(filter.username())
        && (state == null ? account.state().exists() : account.state() == state);
  }

  @Override
  public Map<AccountState, Long> census(Id pool) {
    return accounts.values().stream()
        .filter(each -> pool.equals(each.account().pool()))
        .collect(Collectors.groupingBy(each -> each.account().state(), Collectors.counting()));
  }

  @Override
  public List<Instant> usedAndFreeSince(Id pool, Instant after, int limit) {
    return accounts.values().stream()
        .map(EnrolledAccount::account)
        .filter(each -> pool.equals(each.pool()) && each.state() == AccountState.FREE)
        .filter(each -> each.uses() > 0)
        .map(Account::changedAt)
        .filter(after::isBefore)
        .sorted()
        .limit(limit)
        .toList();
  }

  @Override
  public List<Account> overdueHolds(Instant now, int limit) {
    List<Account> overdue =
        accounts.values().stream()
            .map(EnrolledAccount::account)
            .filter(each -> each.heldUntil() != null && !now.isBefore(each.heldUntil()))
            .limit(limit)
            .toList();
    afterOverdue.run();
    return overdue;
  }

  @Override
  public Remaining remaining(String project, int failures) {
    List<EnrolledAccount> left =
        accounts.values().stream()
            .filter(each -> each.account().project().equals(project))
            .filter(each -> each.account().pool() == null && each.account().state().exists())
            .toList();
    long stuck =
        left.stream()
            .filter(each -> each.enrollments().stream().anyMatch(e -> stuck(e, failures)))
            .count();
    return new Remaining(left.size(), stuck);
  }

  private boolean stuck(Enrollment enrollment, int failures) {
    return enrollment.failures() >= failures || maintained.contains(enrollment.service());
  }
}
