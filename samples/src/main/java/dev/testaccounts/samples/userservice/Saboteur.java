package dev.testaccounts.samples.userservice;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import java.util.function.Supplier;

/** Spoils a call the way a fault says. */
final class Saboteur {
  private static final Answer GARBAGE =
      Answer.html("<!doctype html><title>Welcome</title><p>It works!</p>");
  private static final String REASON = "a fault was injected";

  private final Departure departure;

  Saboteur(Departure departure) {
    this.departure = departure;
  }

  /**
   * The answer to a spoiled call.
   *
   * @param asIfDone what a success would have answered
   * @param work does what was asked; only a lost answer runs it
   */
  Answer spoil(Fault.Effect effect, Answer asIfDone, Supplier<Outcome> work) {
    return switch (effect) {
      case Fault.Fail fail -> failed(fail);
      case Fault.Redirect redirect ->
          Answer.error(307, REASON)
              .with(HeaderValues.create(HeaderNames.LOCATION, redirect.location().toString()));
      case Fault.Lie _ -> asIfDone;
      case Fault.Garbage _ -> GARBAGE;
      case Fault.Hang _ -> throw departure.await();
      case Fault.Lose _ -> throw lost(work.get());
    };
  }

  private static Answer failed(Fault.Fail fail) {
    Answer answer = Answer.error(fail.status(), REASON);
    return fail.retryAfter() == 0
        ? answer
        : answer.with(HeaderValues.create(HeaderNames.RETRY_AFTER, fail.retryAfter()));
  }

  private static CloseConnectionException lost(Outcome outcome) {
    return new CloseConnectionException("the answer to a call is lost: " + outcome);
  }
}
