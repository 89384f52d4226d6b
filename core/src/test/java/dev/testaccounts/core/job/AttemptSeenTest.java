package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Reply;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A service that reads from somewhere else than it writes to shows what is ours, and then says that
 * it is not there. Taken for absent, it would pass for somebody else's at the next conflict, and a
 * deletion would leave it there.
 */
class AttemptSeenTest extends AttemptFixture {

  private static final Reply TAKEN = new Reply.Conflict("taken");
  private static final Reply THERE = new Reply.Done("7");
  private static final Reply NOT_THERE = new Reply.Absent();
  private static final Reply HELD = new Reply.Held("sick", Duration.ofSeconds(3));
  private static final Reply LATER = new Reply.NotDone("away", null);
  private static final Reply REFUSED = new Reply.Rejected("401");

  /** Says one after the other, whatever is asked. */
  private record InTurn(Deque<Reply> replies) implements Connector {

    @Override
    public Set<Capability> capabilities() {
      return Set.of(Capability.EXISTS, Capability.RESET);
    }

    @Override
    public Reply create(Identity identity) {
      return replies.pop();
    }

    @Override
    public Reply delete(Identity identity) {
      return replies.pop();
    }

    @Override
    public Reply exists(Identity identity) {
      return replies.pop();
    }

    @Override
    public Reply reset(Identity identity) {
      return replies.pop();
    }
  }

  private Observed known(Enrollment before, Reply... replies) {
    return switch (run(new InTurn(new ArrayDeque<>(List.of(replies))), before)) {
      case Outcome.Retry retry -> retry.observed();
      case Outcome.Deferred deferred -> deferred.observed();
      case Outcome.Failed failed -> failed.observed();
      case Outcome.Converged converged -> converged.observed();
      case Outcome.Asked asked -> asked.observed();
    };
  }

  @Test
  void what_a_conflict_showed_is_not_gone() {
    for (Reply end : List.of(HELD, LATER, REFUSED)) {
      assertThat(known(wanted(Observed.UNKNOWN), NOT_THERE, TAKEN, NOT_THERE, end))
          .isEqualTo(Observed.UNKNOWN);
    }
  }

  @Test
  void what_was_reset_is_not_gone() {
    for (Reply end : List.of(HELD, LATER, REFUSED)) {
      assertThat(known(used(Observed.PRESENT), THERE, NOT_THERE, end)).isEqualTo(Observed.UNKNOWN);
    }
  }

  @Test
  void what_was_deleted_is() {
    assertThat(known(used(Observed.UNKNOWN), THERE, NOT_THERE, NOT_THERE, LATER))
        .as("asked, reset, asked: nobody deleted it")
        .isEqualTo(Observed.UNKNOWN);
    assertThat(known(unwanted(Observed.PRESENT), THERE, NOT_THERE)).isEqualTo(Observed.ABSENT);
    assertThat(known(wanted(Observed.ABSENT), LATER)).isEqualTo(Observed.ABSENT);
  }

  @Test
  void it_is_made_all_the_same() {
    assertThat(known(used(Observed.PRESENT), THERE, NOT_THERE, THERE)).isEqualTo(Observed.PRESENT);
    assertThat(clock.instant()).isEqualTo(START);
  }
}
