package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.ScimRequests;
import dev.testaccounts.core.service.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a service says that it can do, asked for when it is first needed and kept for a while. One
 * caller asks; the others wait for what it is told. Thread-safe.
 */
final class ScimConfiguration {

  /** Long enough that it costs nothing, short enough that nobody has to restart after a change. */
  static final Duration KEPT = Duration.ofMinutes(10);

  /** Where there was no telling, changes that could do without go on without. */
  static final Duration UNTOLD = Duration.ofMinutes(1);

  /** A service that has no such document, or none for us. */
  private static final Set<Integer> SAYS_NOTHING = Set.of(403, 404, 405, 501);

  private final ScimExchange exchange;
  private final ScimRequests requests;
  private final InstantSource clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Kept kept;
  private volatile Instant learnsAgain = Instant.MIN;

  private record Kept(ScimFeatures features, Instant until) {}

  ScimConfiguration(ScimExchange exchange, ScimRequests requests, InstantSource clock) {
    this.exchange = exchange;
    this.requests = requests;
    this.clock = clock;
  }

  /** What was last told, however long ago that is; the usual where nothing was yet. */
  ScimFeatures last() {
    Kept last = kept;
    return last == null ? ScimFeatures.USUAL : last.features();
  }

  Asked<ScimFeatures> features(ScimTurn turn) {
    ScimFeatures present = present();
    if (present != null) {
      return new Asked.Told<>(present);
    }
    try {
      if (!asking.tryLock(turn.budget().left().toNanos(), TimeUnit.NANOSECONDS)) {
        return notAsked("ServiceProviderConfig did not come in time", turn);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return notAsked("interrupted", turn);
    }
    try {
      ScimFeatures meanwhile = present();
      return meanwhile == null ? asked(turn) : new Asked.Told<>(meanwhile);
    } finally {
      asking.unlock();
    }
  }

  private Asked<ScimFeatures> notAsked(String reason, ScimTurn turn) {
    return new Asked.Untold<>(new Reply.NotDone(exchange.said(reason, turn), null));
  }

  /** What is known without asking; null where it would have to be asked for. */
  @Nullable ScimFeatures present() {
    Kept now = kept;
    return now != null && clock.instant().isBefore(now.until()) ? now.features() : null;
  }

  private Asked<ScimFeatures> asked(ScimTurn turn) {
    return switch (exchange.send(requests.configuration(), turn)) {
      case Answer.Status(int status, var after, var received) when SAYS_NOTHING.contains(status) ->
          keep(ScimFeatures.USUAL);
      case Answer answer -> told(answer, turn);
    };
  }

  /** Asks anew, and wants to be told. */
  Reply check(ScimTurn turn) {
    return switch (told(exchange.send(requests.configuration(), turn), turn)) {
      case Asked.Told<ScimFeatures> told -> new Reply.Done(null);
      case Asked.Untold<ScimFeatures>(Reply why) -> why;
    };
  }

  private Asked<ScimFeatures> told(Answer answer, ScimTurn turn) {
    return answer instanceof Answer.Status(int status, var after, Received received)
            && status == 200
        ? exchange.json(received, turn).then((JsonNode said) -> keep(ScimFeatures.of(said)))
        : new Asked.Untold<>(exchange.failure(answer, "200 for ServiceProviderConfig", turn));
  }

  /** Asks where nothing is known, but not again soon after there was no telling. */
  void learn(ScimTurn turn) {
    if (present() == null && !clock.instant().isBefore(learnsAgain)) {
      learnsAgain = clock.instant().plus(UNTOLD);
      Asked<ScimFeatures> _ = features(turn);
    }
  }

  /** Bulk was offered, and is refused. That stands until the service is asked again. */
  void withoutBulk() {
    Kept last = kept;
    if (last != null) {
      kept = new Kept(last.features().withoutBulk(), last.until());
    }
  }

  private Asked<ScimFeatures> keep(ScimFeatures features) {
    kept = new Kept(features, clock.instant().plus(KEPT));
    return new Asked.Told<>(features);
  }
}
