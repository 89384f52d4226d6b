package dev.testaccounts.testkit.fault;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** A fault, and which questions it befalls. Thread-safe. */
final class Planted {

  private static final List<Fault> TURNS =
      List.of(Fault.NONE, Fault.SICK, Fault.LOST_REPLY, Fault.DOWN);

  private final Fault fault;
  private final Pattern questions;
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger turn = new AtomicInteger();

  Planted(Fault fault, Pattern questions) {
    this.fault = fault;
    this.questions = questions;
  }

  static Planted nothing() {
    return new Planted(Fault.NONE, Pattern.compile(""));
  }

  Fault at(String words) {
    if (!questions.matcher(words).find()) {
      return Fault.NONE;
    }
    return fault == Fault.FLAKY ? TURNS.get(turn.getAndIncrement() % TURNS.size()) : fault;
  }

  void end() {
    over.countDown();
  }

  void awaitEnd() throws InterruptedException {
    over.await();
  }
}
