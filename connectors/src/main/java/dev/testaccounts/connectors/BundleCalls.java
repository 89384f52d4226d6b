package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.BundleDeclaration;
import dev.testaccounts.connectors.declaration.MissingValueException;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.BundleSession;
import dev.testaccounts.core.service.BundleSetup;
import dev.testaccounts.core.service.Bundles;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.ServiceHealth;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.Way;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The calls that are made through a bundle to one service: within its limits and to addresses that
 * the guard allows, as HTTP calls are. Credentials that changed begin a new session. Thread-safe.
 */
final class BundleCalls implements Channel {

  private final ServiceSpec spec;
  private final Voice voice;
  private final Bundles bundles;
  private final Credentials credentials;
  private final Optional<Problem> refused;
  private final Tls tls;
  private final GuardedResolver resolver;
  private final Limits limits;
  private final Gate gate;
  private @Nullable BundleSetup setup;
  private @Nullable BundleSession session;

  BundleCalls(
      Guard guard,
      ServiceSpec spec,
      Tls tls,
      Bundles bundles,
      SecretReferences references,
      ScheduledExecutorService deadlines,
      InstantSource clock) {
    this.spec = spec;
    this.voice = new Voice(spec.name());
    this.bundles = bundles;
    this.credentials = new Credentials(spec.credentials(), references);
    this.tls = tls;
    this.refused = guard.check(spec.url(), spec.environment()).or(tls::problem);
    this.limits = spec.limits();
    this.resolver = new GuardedResolver(guard, limits.timeout());
    this.gate = new Gate(spec.name(), limits, clock, deadlines::isShutdown);
  }

  /** One call to the service, once it is let through. */
  interface Turn<T> {
    T take(BundleSession session, Way way);
  }

  Budget budget() {
    return gate.budget();
  }

  /**
   * Makes a call.
   *
   * @param failure what a reply that there was no call comes to
   * @param health what a result says about how the service does
   */
  <T> T call(
      String operation,
      BundleDeclaration declaration,
      Budget budget,
      Turn<T> turn,
      Function<Reply, T> failure,
      Function<T, @Nullable Reply> health) {
    if (refused.isPresent()) {
      return failure.apply(new Reply.Rejected(voice.said(operation, refused.get().detail())));
    }
    Answer held = gate.enter(budget);
    if (held != null) {
      return failure.apply(Replies.failure(voice, operation, held));
    }
    Answer answer = null;
    try {
      T result =
          inside(
              declaration,
              budget,
              turn,
              reply ->
                  failure.apply(Replies.reworded(reply, reason -> voice.said(operation, reason))));
      answer = answer(health.apply(result));
      return result;
    } finally {
      gate.leave(answer);
    }
  }

  private <T> T inside(
      BundleDeclaration declaration, Budget budget, Turn<T> turn, Function<Reply, T> failure) {
    Duration within = budget.atMost(limits.timeout());
    if (within.isZero()) {
      return failure.apply(new Reply.NotDone("no time was left for it", null));
    }
    try {
      Way way = new Way(addresses(), within, tls.trust());
      return switch (credentials.now()) {
        case Result.Ok<Map<String, Secret>>(var secrets) ->
            turn.take(session(declaration.setup(spec, secrets)), way);
        case Result.Refused<Map<String, Secret>>(Problem problem) ->
            failure.apply(new Reply.NotDone(problem.detail(), null));
      };
    } catch (GuardedResolver.AddressRefusedException e) {
      return failure.apply(new Reply.Rejected(String.valueOf(e.getMessage())));
    } catch (UnknownHostException e) {
      return failure.apply(
          new Reply.NotDone("the host " + spec.url().getHost() + " is not known", null));
    } catch (MissingValueException e) {
      return failure.apply(new Reply.Rejected(e.detail()));
    }
  }

  private List<InetAddress> addresses() throws UnknownHostException {
    return List.of(resolver.resolve(spec.url().getHost()));
  }

  private synchronized BundleSession session(BundleSetup wanted) {
    BundleSession present = session;
    if (present != null && wanted.equals(setup)) {
      return present;
    }
    if (present != null) {
      present.close();
    }
    BundleSession fresh = bundles.open(wanted);
    session = fresh;
    setup = wanted;
    return fresh;
  }

  /** How the gate judges a service by what came of a call. */
  private static Answer answer(@Nullable Reply reply) {
    return switch (reply) {
      case Reply.Unknown(String reason, var after) -> new Answer.NoAnswer(reason);
      case Reply.NotDone(String reason, var after) -> new Answer.NotSent(reason, false);
      case null, default -> new Answer.Status(200, null, Received.NOTHING);
    };
  }

  @Override
  public ServiceHealth health() {
    return gate.health();
  }

  @Override
  public void close() {
    gate.close();
    synchronized (this) {
      if (session != null) {
        session.close();
      }
    }
  }
}
