package dev.testaccounts.core.account;

import static dev.testaccounts.core.account.Accounts.NOW;
import static dev.testaccounts.core.account.Accounts.secret;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One account with its workers, driven step by step by numbers. After every step it checks what
 * must always hold.
 */
final class Drive {

  private static final Duration CLAIM = Duration.ofSeconds(30);

  private EnrolledAccount account;
  private Instant now = NOW;
  private final List<Work> atWork = new ArrayList<>();
  private final List<Observation> said = new ArrayList<>();
  private boolean gaveUp;

  Drive(EnrolledAccount draft) {
    Convergence.Begun begun = Convergence.begin(draft, NOW.plus(CLAIM));
    account = begun.account();
    atWork.addAll(begun.works());
  }

  EnrolledAccount account() {
    return account;
  }

  void step(int number) {
    int choice = number / 10;
    switch (number % 10) {
      case 0, 1 -> claim(choice);
      case 2, 3, 4, 5 -> report(choice);
      case 6 -> repeat(choice);
      case 7 -> now = now.plus(CLAIM);
      case 8 -> lease();
      default -> {
        if (choice % 5 == 0) {
          condemn();
        }
      }
    }
    check();
  }

  /** All workers report success, until nothing is due. */
  void comeToRest() {
    for (int round = 0; round < 100; round++) {
      while (!atWork.isEmpty()) {
        Work work = atWork.removeFirst();
        observe(report(work, success(work)));
        check();
      }
      now = now.plus(CLAIM);
      claim(0);
      check();
    }
    AccountState state = account.account().state();
    assertThat(state)
        .isIn(
            AccountState.FREE, AccountState.LEASED, AccountState.DELETED, AccountState.QUARANTINED);
    assertThat(state == AccountState.QUARANTINED).isEqualTo(gaveUp && !deleted());
  }

  private boolean deleted() {
    return account.account().state() == AccountState.DELETED;
  }

  void lease() {
    if (account.account().state() == AccountState.FREE) {
      Account leased = account.account().leased(now);
      account =
          Convergence.clean(
              new EnrolledAccount(leased, account.enrollments()),
              secret("lease " + leased.epoch()),
              now);
    }
  }

  void condemn() {
    if (deleted()) {
      return;
    }
    EnrolledAccount before = account;
    account = Convergence.condemn(account, "clean-up", now);
    gaveUp = false;
    for (int i = 0; i < before.enrollments().size(); i++) {
      Enrollment old = before.enrollments().get(i);
      Enrollment next = account.enrollments().get(i);
      if (old.claimed()) {
        assertThat(next.claimed()).as("a claim is not disturbed").isTrue();
        assertThat(next.dueAt()).isEqualTo(old.dueAt());
      }
      assertThat(next.attempts()).isEqualTo(old.attempts());
      assertThat(next.observed()).isEqualTo(old.observed());
    }
    assertThat(account.enrollments())
        .as("what is somebody else's is not worked on")
        .noneMatch(each -> each.observed() == Observed.FOREIGN && each.dueAt() != null);
  }

  private void claim(int choice) {
    List<Enrollment> due =
        account.enrollments().stream()
            .filter(each -> each.dueAt() != null && !each.dueAt().isAfter(now))
            .toList();
    if (!due.isEmpty()) {
      Enrollment picked = due.get(choice % due.size());
      Enrollment claimed = picked.claimedUntil(now.plus(CLAIM));
      account = Accounts.with(account, claimed);
      atWork.add(Work.of(account.account(), picked, claimed));
    }
  }

  private void report(int choice) {
    if (!atWork.isEmpty()) {
      Work work = atWork.remove(choice % atWork.size());
      observe(report(work, outcome(work, choice / 4)));
    }
  }

  private void repeat(int choice) {
    if (!said.isEmpty()) {
      observe(said.get(choice % said.size()));
    }
  }

  private Observation report(Work work, Outcome outcome) {
    Enrollment before = work.before();
    Observation report =
        new Observation(
            before.account(), before.service(), before.attempts(), outcome, now, now.plus(CLAIM));
    said.add(report);
    return report;
  }

  private void observe(Observation report) {
    Enrollment enrollment = account.in(report.service());
    boolean current = enrollment.claimed() && enrollment.attempts() == report.attempt();
    Optional<Convergence.Change> change = Convergence.observe(account, report, "w");
    assertThat(change.isPresent()).as("a stale report changes nothing").isEqualTo(current);
    change.ifPresent(this::take);
  }

  private void take(Convergence.Change change) {
    account = change.after();
    gaveUp |= account.account().state() == AccountState.QUARANTINED;
    for (Work work : change.follow()) {
      inOrder(work.before());
    }
    atWork.addAll(change.follow());
  }

  private static Outcome success(Work work) {
    if (work.before().desired() == Desired.ABSENT) {
      assertThat(work.before().observed()).isNotEqualTo(Observed.FOREIGN);
      return new Outcome.Converged(Observed.ABSENT, null);
    }
    return new Outcome.Converged(Observed.PRESENT, "u");
  }

  private Outcome outcome(Work work, int choice) {
    boolean create = work.before().desired() == Desired.PRESENT;
    Instant again = now.plusSeconds(choice % 3);
    return switch (choice % 8) {
      case 0 -> new Outcome.Retry(Observed.UNKNOWN, again, "unknown", again.plusSeconds(5));
      case 1 ->
          new Outcome.Retry(create ? Observed.ABSENT : Observed.PRESENT, again, "not done", null);
      case 2 ->
          create
              ? new Outcome.Failed(choice % 2 == 0 ? Observed.FOREIGN : Observed.UNKNOWN, "no")
              : success(work);
      case 3 -> create ? new Outcome.Failed(Observed.ABSENT, "no") : success(work);
      default -> success(work);
    };
  }

  private void check() {
    AccountState state = account.account().state();
    if (state == AccountState.FREE) {
      assertThat(account.enrollments()).allMatch(Enrollment::satisfied);
    }
    if (state == AccountState.DELETED) {
      assertThat(account.enrollments())
          .allMatch(
              each -> each.observed() == Observed.ABSENT || each.observed() == Observed.FOREIGN);
    }
    account.enrollments().stream()
        .filter(each -> each.dueAt() != null && !each.claimed())
        .forEach(this::inOrder);
  }

  /** Lower ranks are created first and deleted last. */
  private void inOrder(Enrollment ready) {
    if (account.account().state() == AccountState.QUARANTINED) {
      return;
    }
    assertThat(account.enrollments())
        .as("nothing is ready before what must come first: %s", ready)
        .noneMatch(
            each ->
                !each.satisfied()
                    && (ready.desired() == Desired.PRESENT
                        ? each.rank() < ready.rank()
                        : each.rank() > ready.rank()));
  }
}
