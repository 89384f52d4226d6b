package dev.testaccounts.connectors;

import dev.testaccounts.core.service.ServiceHealth;
import dev.testaccounts.core.service.ServiceHealth.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches how the calls of one service end, and says whether the next one may be sent: not while
 * nearly all fail, and not before the time that the service itself asked for. Thread-safe.
 */
final class Pulse {

  private static final System.Logger LOG = System.getLogger(Pulse.class.getName());

  /** So many calls are looked back on. */
  static final int WINDOW = 20;

  /**
   * In percent. A service that fails every other call still gets its work done, if slowly; one that
   * hardly does any is spared.
   */
  private static final int SICK = 80;

  /** So long a sick service is left alone before it is tried again. */
  static final Duration REST = Duration.ofSeconds(5);

  /** A probe that found no room tries again after this. */
  private static final Duration PROBE_PAUSE = Duration.ofSeconds(1);

  private static final Set<Integer> COME_BACK_LATER = Set.of(429, 503);

  private final String service;
  private final InstantSource clock;
  private final CircuitBreaker breaker;

  private volatile State state = State.CLOSED;
  private volatile Instant since;
  private volatile @Nullable String lastError;
  private @Nullable Instant pausedUntil;

  Pulse(String service, InstantSource clock) {
    this.service = service;
    this.clock = clock;
    this.since = clock.instant();
    this.breaker = CircuitBreaker.of(service, config(clock));
    breaker.getEventPublisher().onStateTransition(this::changed);
  }

  private static CircuitBreakerConfig config(InstantSource clock) {
    return CircuitBreakerConfig.custom()
        .slidingWindowSize(WINDOW)
        .minimumNumberOfCalls(WINDOW)
        .failureRateThreshold(SICK)
        .waitDurationInOpenState(REST)
        .permittedNumberOfCallsInHalfOpenState(ServiceHealth.PROBES)
        .recordResult(result -> result instanceof Answer answer && Answer.failure(answer) != null)
        .clock(clock.withZone(ZoneOffset.UTC))
        .build();
  }

  /** Why a call is not to be sent now; null where it may wait for its turn. */
  Answer.@Nullable Held held() {
    Instant until = heldUntil();
    return until == null ? null : held(Duration.between(clock.instant(), until));
  }

  /**
   * Takes the permission for one call, to be given back by {@link #leave}. Null where it has it.
   */
  Answer.@Nullable Held enter() {
    Answer.Held held = held();
    if (held != null) {
      return held;
    }
    return breaker.tryAcquirePermission() ? null : held(PROBE_PAUSE);
  }

  /**
   * Gives the permission back.
   *
   * @param answer what the call came to; null where it was broken off by a fault of ours
   */
  void leave(@Nullable Answer answer) {
    if (answer == null
        || (answer instanceof Answer.NotSent(String reason, boolean forGood, var after)
            && forGood)) {
      breaker.releasePermission();
      return;
    }
    String failure = Answer.failure(answer);
    if (failure != null) {
      lastError = failure;
    }
    if (answer instanceof Answer.Status(int status, Duration after, var received)
        && after != null
        && COME_BACK_LATER.contains(status)) {
      pause(clock.instant().plus(after));
    }
    breaker.onResult(0, TimeUnit.NANOSECONDS, answer);
  }

  /**
   * Something keeps us from the service that says nothing of how it does, such as credentials that
   * it refuses: whoever looks at the service is to see it.
   */
  void mark(String reason) {
    lastError = reason;
  }

  ServiceHealth health() {
    return new ServiceHealth(state, since, lastError, heldUntil());
  }

  /** Until when nothing is sent; null where something may be. */
  private synchronized @Nullable Instant heldUntil() {
    Instant now = clock.instant();
    Instant rested = state == State.OPEN ? since.plus(REST) : now;
    Instant until = pausedUntil != null && pausedUntil.isAfter(rested) ? pausedUntil : rested;
    return until.isAfter(now) ? until : null;
  }

  private synchronized void pause(Instant until) {
    if (pausedUntil == null || until.isAfter(pausedUntil)) {
      pausedUntil = until;
    }
  }

  private synchronized void changed(CircuitBreakerOnStateTransitionEvent event) {
    state = state(event.getStateTransition().getToState());
    since = clock.instant();
    LOG.log(
        state == State.CLOSED ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
        () ->
            switch (state) {
              case CLOSED -> "service '" + service + "' is well again";
              case OPEN -> "service '" + service + "' is sick and left alone: " + lastError;
              case HALF_OPEN -> "service '" + service + "' is tried again";
            });
  }

  private static State state(CircuitBreaker.State next) {
    return switch (next) {
      case CLOSED, DISABLED, METRICS_ONLY -> State.CLOSED;
      case OPEN, FORCED_OPEN -> State.OPEN;
      case HALF_OPEN -> State.HALF_OPEN;
    };
  }

  private Answer.Held held(Duration pause) {
    String error = lastError;
    return new Answer.Held(
        "the service is not called for now" + (error == null ? "" : "; it last failed: " + error),
        pause);
  }
}
