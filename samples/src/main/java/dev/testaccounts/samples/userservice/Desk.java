package dev.testaccounts.samples.userservice;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Serves a well-formed call: waits as long as it must, acts or spoils, and answers. */
final class Desk {
  private static final Answer ABSENT = Answer.error(404, "account not found");
  private static final Answer CONFLICT = Answer.error(409, "account already exists");
  private static final Answer WRONG = Answer.error(401, "wrong username or password");

  private final Accounts accounts;
  private final Traffic traffic;
  private final Pace pace;
  private final Faults faults;
  private final Saboteur saboteur;

  Desk(Accounts accounts, Traffic traffic, Pace pace, Faults faults, Saboteur saboteur) {
    this.accounts = accounts;
    this.traffic = traffic;
    this.pace = pace;
    this.faults = faults;
    this.saboteur = saboteur;
  }

  /**
   * Serves one call.
   *
   * @param success what to answer when it worked
   * @param work does what was asked, and is told the fault that will spoil the answer
   */
  Answer serve(
      Call call, String username, Answer success, Function<@Nullable String, Outcome> work) {
    // Chosen on arrival, before the delay: faults meet calls in the order in which those came.
    Fault.@Nullable Effect effect = faults.next(call);
    pace.delay();
    return effect == null
        ? answer(done(work, null), success)
        : spoiled(effect, call, username, success, work);
  }

  private Answer spoiled(
      Fault.Effect effect,
      Call call,
      String username,
      Answer success,
      Function<@Nullable String, Outcome> work) {
    traffic.spoiled();
    if (!(effect instanceof Fault.Lose)) {
      accounts.spoiled(call, username, effect.word());
    }
    return saboteur.spoil(effect, success, () -> done(work, effect.word()));
  }

  private Outcome done(Function<@Nullable String, Outcome> work, @Nullable String fault) {
    Outcome outcome = work.apply(fault);
    traffic.came(outcome);
    return outcome;
  }

  private static Answer answer(Outcome outcome, Answer success) {
    return switch (outcome) {
      case CREATED, DELETED, SIGNED_IN -> success;
      case CONFLICT -> CONFLICT;
      case ABSENT -> ABSENT;
      case REFUSED -> WRONG;
      case NONE -> throw new IllegalStateException("a call that no fault spoiled did nothing");
    };
  }
}
