package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.job.ModelService.Fault;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.pool.AccountDrafts.Purpose;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.secret.PasswordRule;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever goes wrong on the way: once services are well, they hold what they should. */
class ReconcilerPropertiesTest {

  private static final Duration TIMEOUT = Limits.standard().timeout();

  /** Two in a row on each call of an attempt stay below what makes a create be given up. */
  private static final int MOST_FAULTS = 8;

  /** All but a refusal for good, after which only an operator goes on. */
  private static final List<Fault> FAULTS =
      List.of(
          Fault.NONE,
          Fault.LOST_BEFORE,
          Fault.LOST_AFTER,
          Fault.LATE,
          Fault.NOT_DONE,
          Fault.BUSY,
          Fault.LIE);

  @Property(seed = "1", tries = 1000)
  void services_end_up_with_exactly_what_is_wanted(
      @ForAll @IntRange(max = 3) int able,
      @ForAll @IntRange(max = 3) int alsoAble,
      @ForAll @Size(max = 40) List<@IntRange(max = 99_999) Integer> steps) {
    Run run = new Run(capabilities(able), capabilities(alsoAble));

    steps.forEach(run::step);
    run.heal();

    run.servicesHoldWhatIsWanted();
  }

  private static Capability[] capabilities(int bits) {
    return switch (bits) {
      case 0 -> new Capability[0];
      case 1 -> new Capability[] {Capability.EXISTS};
      case 2 -> new Capability[] {Capability.RESET};
      default -> Capability.values();
    };
  }

  /** Accounts of one pool in two services, one of them beside a stranger's of the same name. */
  private static final class Run {

    private final World world = new World();
    private final TargetService first;
    private final TargetService second;
    private final Map<String, String> strangers = new HashMap<>();
    private int faults;

    Run(Capability[] ofFirst, Capability[] ofSecond) {
      first = world.service("first", ofFirst);
      second = world.service("second", ofSecond);
      Pool pool = world.pool("buyers", first, second);
      Purpose purpose = new Purpose(Map.of(), FailurePolicy.RETRY, null, null);
      for (int i = 0; i < 3; i++) {
        world.accounts.put(Convergence.due(world.drafts.draft(pool, purpose, START), START));
      }
      strangers.put("boss", "theirs");
      strangers.put(world.accounts.all().getFirst().account().username(), "theirs");
      world.model(first).accounts.putAll(strangers);
      world.model(second).accounts.put("boss", "theirs");
      world.reconciler.drive(world.reconciler.claim(first, 1));
    }

    void step(int number) {
      int choice = number / 10;
      switch (number % 10) {
        case 0, 1, 2 -> order(choice);
        case 3, 4, 5 -> world.reconciler.step();
        case 6 -> world.clock.advance(Duration.ofMillis(choice));
        case 7 -> crash(choice);
        case 8 -> use(choice);
        default -> condemn(choice);
      }
    }

    private ModelService model(int choice) {
      return world.model(choice % 2 == 0 ? first : second);
    }

    private void order(int choice) {
      Fault fault = FAULTS.get(choice / 2 % FAULTS.size());
      ModelService model = model(choice);
      boolean unseen = fault == Fault.LIE && !model.capabilities().contains(Capability.EXISTS);
      if (!unseen && faults < MOST_FAULTS) {
        faults++;
        model.landsLateBy(TIMEOUT.multipliedBy(choice % 97).dividedBy(97));
        model.order(fault);
      }
    }

    /** A worker dies after its claim, or after its call and before its report. */
    private void crash(int choice) {
      List<Work> works = world.reconciler.claim(choice % 2 == 0 ? first : second, 1);
      if (choice % 4 < 2) {
        works.forEach(
            work ->
                new Attempt(
                        work.before(),
                        model(choice),
                        Limits.standard(),
                        new Backoff(world.random),
                        world.clock,
                        () -> false)
                    .run(world.reconciler.identity(work, choice % 2 == 0 ? first : second), false));
      }
    }

    private EnrolledAccount pick(int choice) {
      return world.accounts.all().get(choice % 3);
    }

    private void use(int choice) {
      EnrolledAccount picked = pick(choice);
      if (picked.account().state() == AccountState.FREE) {
        EnrolledAccount leased =
            new EnrolledAccount(
                picked.account().leased(world.clock.instant()), picked.enrollments());
        world.accounts.put(
            Convergence.clean(
                leased,
                world.secrets.next(Samples.ANN.project(), PasswordRule.STANDARD),
                world.clock.instant()));
      }
    }

    private void condemn(int choice) {
      EnrolledAccount picked = pick(choice);
      if (choice % 3 != 0 && picked.account().state().exists()) {
        world.accounts.put(Convergence.condemn(picked, "clean-up", world.clock.instant()));
      }
    }

    void heal() {
      world.model(first).faults.clear();
      world.model(second).faults.clear();
      for (int i = 0; i < 40; i++) {
        world.clock.advance(Duration.ofSeconds(20));
        world.reconciler.step();
      }
      world.model(first).land();
      world.model(second).land();
    }

    void servicesHoldWhatIsWanted() {
      Map<String, String> inFirst = new HashMap<>(strangers);
      Map<String, String> inSecond = new HashMap<>(Map.of("boss", "theirs"));
      for (EnrolledAccount each : world.accounts.all()) {
        Account account = each.account();
        boolean foreign = strangers.containsKey(account.username());
        assertThat(account.state())
            .isIn(foreign ? AccountState.QUARANTINED : AccountState.FREE, AccountState.DELETED);
        if (account.state() == AccountState.FREE) {
          inFirst.put(account.username(), world.password(each));
          inSecond.put(account.username(), world.password(each));
        }
      }
      assertThat(world.model(first).accounts).isEqualTo(inFirst);
      assertThat(world.model(second).accounts).isEqualTo(inSecond);
    }
  }
}
