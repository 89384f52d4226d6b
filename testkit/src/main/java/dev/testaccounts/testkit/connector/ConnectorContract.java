package dev.testaccounts.testkit.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.SignIn;
import dev.testaccounts.testkit.fault.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * What every connector must do when the service or the way to it fails: say only what is so. What
 * is wrong in one of these ways loses accounts, adopts somebody else's, or believes that one is
 * gone that is not.
 */
public abstract class ConnectorContract extends QuestionChecks {

  private static final int SEVERAL = 8;

  /** More than any call of the hasty connector may take, on the slowest machine. */
  Duration soon() {
    return Duration.ofSeconds(15);
  }

  @Test
  final void an_account_is_made_used_and_removed() throws Exception {
    Identity ann = created();
    assertThere(ann);
    assertThat(fixture.letsIn(ann.username(), FIRST)).isTrue();
    if (can(Capability.RESET)) {
      assertThat(connector.reset(withSecondPassword(ann))).isInstanceOf(Reply.Done.class);
      assertThat(fixture.letsIn(ann.username(), SECOND)).isTrue();
      assertThat(fixture.letsIn(ann.username(), FIRST)).isFalse();
    }
    assertThat(connector.delete(ann)).isInstanceOf(Reply.Done.class);
    assertNotThere(ann);
    assertThat(connector.delete(ann)).isEqualTo(new Reply.Absent());
  }

  @Test
  final void a_create_whose_reply_was_lost_is_undecided_and_not_sent_again() throws Exception {
    Identity ann = somebody();
    plant(Fault.LOST_REPLY, Remote.CREATE);

    assertUndecided(connector.create(ann));

    assertThat(sent(Remote.CREATE)).isEqualTo(1);
    assertThere(ann);
    wire.mend();
    assertThat(connector.create(ann)).isInstanceOf(Reply.Conflict.class);
    assertThat(connector.delete(ann)).isInstanceOf(Reply.Done.class);
    assertNotThere(ann);
  }

  @Test
  final void a_delete_whose_reply_was_lost_is_undecided_and_not_sent_again() throws Exception {
    Identity ann = created();
    plant(Fault.LOST_REPLY, Remote.DELETE);

    assertUndecided(connector.delete(ann));

    assertThat(sent(Remote.DELETE)).isEqualTo(1);
    assertNotThere(ann);
    wire.mend();
    assertThat(connector.delete(ann)).isEqualTo(new Reply.Absent());
  }

  @Test
  final void a_reset_whose_reply_was_lost_is_undecided_and_works_again() throws Exception {
    if (!can(Capability.RESET)) {
      return;
    }
    Identity ann = created();
    plant(Fault.LOST_REPLY, Remote.RESET);
    assertUndecided(connector.reset(withSecondPassword(ann)));

    wire.mend();

    assertThat(connector.reset(withSecondPassword(ann))).isInstanceOf(Reply.Done.class);
    assertThat(fixture.letsIn(ann.username(), SECOND)).isTrue();
  }

  @Test
  final void one_whom_somebody_else_made_is_a_conflict_and_stays_as_he_was() throws Exception {
    Identity theirs = somebody();
    fixture.add(theirs.username(), SECOND);

    assertThat(connector.create(theirs)).isInstanceOf(Reply.Conflict.class);

    assertThere(theirs);
    assertThat(fixture.letsIn(theirs.username(), SECOND)).isTrue();
    assertThat(fixture.letsIn(theirs.username(), FIRST)).isFalse();
  }

  @Test
  final void a_slow_answer_is_given_up_in_time() throws Exception {
    Connector hasty = hasty();
    Identity ann = created();
    plant(Fault.SLOW_ANSWER, Remote.CREATE);
    assertTellsNothing(soonAnswered(() -> hasty.create(somebody())));
    plant(Fault.SLOW_ANSWER, Remote.DELETE);
    assertTellsNothing(soonAnswered(() -> hasty.delete(ann)));
    wire.mend();

    Identity bob = somebody();
    assertThat(connector.create(bob)).isInstanceOf(Reply.Done.class);
  }

  private Reply soonAnswered(Callable<Reply> call) throws Exception {
    FutureTask<Reply> task = new FutureTask<>(call);
    Thread _ = Thread.ofVirtual().start(task);
    try {
      return task.get(soon().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("expected an answer within " + soon() + ", got none", e);
    }
  }

  @Test
  final void a_delete_that_was_a_lie_is_found_out_by_asking() throws Exception {
    Identity ann = created();
    plant(Fault.LIE, Remote.DELETE);
    assertThat(connector.delete(ann)).isInstanceOf(Reply.Done.class);

    wire.mend();

    assertThere(ann);
    if (can(Capability.EXISTS)) {
      assertThat(connector.exists(ann)).isInstanceOf(Reply.Done.class);
    }
    assertThat(connector.delete(ann)).isInstanceOf(Reply.Done.class);
    assertNotThere(ann);
  }

  @Test
  final void too_many_requests_is_not_done_and_the_pause_asked_for_is_kept() throws Exception {
    Identity ann = somebody();
    plant(Fault.BUSY, Remote.CREATE);

    Reply reply = connector.create(ann);

    assertThat(reply).isInstanceOf(Reply.NotDone.class);
    Optional<Duration> pause = fixture.speech().comeAgain();
    if (pause.isPresent()) {
      assertThat(((Reply.NotDone) reply).retryAfter()).isEqualTo(pause.get());
      assertHeldUntil(pause.get());
    }
    assertNotThere(ann);
    wire.mend();
    assertThat(connector.create(ann)).isInstanceOf(Reply.Done.class);
  }

  private void assertHeldUntil(Duration pause) {
    int heard = wire.heard().size();
    assertHeld(connector.create(somebody()), pause);
    clock.advance(pause.minusSeconds(1));
    assertHeld(connector.create(somebody()), Duration.ofSeconds(1));
    assertThat(wire.heard()).as("nothing is sent before it is time").hasSize(heard);
    clock.advance(Duration.ofSeconds(1));
  }

  private static void assertHeld(Reply reply, Duration pause) {
    assertThat(reply).isInstanceOf(Reply.Held.class);
    assertThat(((Reply.Held) reply).pause()).isEqualTo(pause);
  }

  @Test
  final void in_a_partial_outage_every_reply_is_true() throws Exception {
    plant(Fault.FLAKY, Remote.CREATE);
    Map<Identity, Reply> replies = new LinkedHashMap<>();
    for (int i = 0; i < SEVERAL; i++) {
      Identity each = somebody();
      replies.put(each, connector.create(each));
    }
    wire.mend();

    assertThat(replies.values()).hasAtLeastOneElementOfType(Reply.Done.class);
    assertThat(replies.values()).hasAtLeastOneElementOfType(Reply.Unknown.class);
    for (Map.Entry<Identity, Reply> each : replies.entrySet()) {
      assertTrue(each.getKey(), each.getValue());
    }
  }

  /** And the next attempt, which begins by deleting what is not known, succeeds. */
  private void assertTrue(Identity identity, Reply reply) throws Exception {
    switch (reply) {
      case Reply.Done done -> assertThere(identity);
      case Reply.NotDone notDone -> assertNotThere(identity);
      default -> {
        assertUndecided(reply);
        assertThat(connector.delete(identity))
            .isInstanceOfAny(Reply.Done.class, Reply.Absent.class);
        assertNotThere(identity);
      }
    }
    Reply again = connector.create(identity);
    assertThat(again)
        .isInstanceOf(reply instanceof Reply.Done ? Reply.Conflict.class : Reply.Done.class);
  }

  @Test
  final void an_outage_is_neither_absence_nor_refusal() throws Exception {
    Identity ann = created();
    wire.plant(Fault.DOWN, EVERYTHING);

    assertTellsNothing(connector.create(somebody()));
    assertTellsNothing(connector.delete(ann));
    assertQuestionsTellNothing(ann);

    wire.mend();
    assertThere(ann);
    assertThat(connector.delete(ann)).isInstanceOf(Reply.Done.class);
  }

  @Test
  final void where_nobody_listens_nothing_was_done() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Connector nowhere = patient(port);

    assertThat(nowhere.create(somebody())).isInstanceOf(Reply.NotDone.class);
    assertThat(nowhere.delete(somebody())).isInstanceOf(Reply.NotDone.class);
  }

  @Test
  final void garbage_tells_nothing() throws Exception {
    Identity ann = created();
    wire.plant(Fault.GARBAGE, EVERYTHING);

    assertTellsNothing(connector.create(somebody()));
    assertTellsNothing(connector.delete(ann));
    assertQuestionsTellNothing(ann);

    wire.mend();
    Identity bob = somebody();
    plant(Fault.GARBAGE, Remote.CREATE);
    assertUndecided(connector.create(bob));
    assertThere(bob);
  }

  @Test
  final void a_page_of_HTML_is_no_answer_where_answers_are_read() {
    Identity ann = created();
    for (Remote each : fixture.read()) {
      plant(Fault.STRAY, each);
      switch (each) {
        case CREATE -> assertUndecided(connector.create(somebody()));
        case EXISTS -> assertTellsNothing(connector.exists(ann));
        case LIST -> assertUntold(connector.list(null));
        case SIGN_IN -> assertThat(connector.signIn(ann)).isInstanceOf(SignIn.Untold.class);
        case DELETE, RESET -> throw new IllegalStateException("nothing is read of " + each);
      }
    }
  }
}
