package dev.testaccounts.connectors;

import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A proof that is fetched, kept until shortly before it runs out, and fetched again where the
 * service refuses it early. One caller fetches; the others wait for what it gets, good or bad: many
 * a service locks a user out whose password is wrong a few times. Thread-safe.
 */
final class KeptProof implements Authentication {

  /** Where proofs come from. */
  interface Source {
    /** What a proof is fetched with now, or why that cannot be had. */
    Result<Map<String, Secret>> credentials();

    Fetched fetch(Result<Map<String, Secret>> credentials, Budget budget);

    Proof.Shown masked();

    /** Whether an answer says that the proof ran out. */
    default boolean refuses(Answer.Status answer) {
      return answer.status() == UNAUTHORIZED;
    }

    Instant now();
  }

  /** What a fetch came to. */
  sealed interface Fetched {
    /**
     * A proof.
     *
     * @param until when it is to be replaced; null where only a refusal will tell
     */
    record Fresh(Proof.Shown proof, @Nullable Instant until) implements Fetched {}

    record None(Answer.Unsent why) implements Fetched {}
  }

  /** So long a refusal is believed without asking again. */
  static final Duration BELIEVED = Duration.ofSeconds(10);

  /**
   * A fetch that came to nothing.
   *
   * @param with the credentials that it was made with
   */
  private record Failure(
      Answer.Unsent why, Result<Map<String, Secret>> with, Instant believedUntil) {

    boolean isForGood() {
      return why instanceof Answer.NotSent(var reason, boolean forGood, var after) && forGood;
    }
  }

  private final Source source;
  private final ReentrantLock fetching = new ReentrantLock();
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile Fetched.@Nullable Fresh kept;

  /** What the last fetch failed by; null where it did not. Only for who holds the lock. */
  private @Nullable Failure failure;

  KeptProof(Source source) {
    this.source = source;
  }

  @Override
  public Proof proof(Budget budget) {
    Proof.Shown present = present();
    if (present != null) {
      return present;
    }
    int before = fetches.get();
    try {
      if (!fetching.tryLock(budget.left().toNanos(), TimeUnit.NANOSECONDS)) {
        return new Proof.Missing(new Answer.NotSent("no sign-on came in time", false));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Proof.Missing(new Answer.NotSent("interrupted", false));
    }
    try {
      Proof meanwhile = meanwhile(before);
      return meanwhile != null ? meanwhile : fetched(budget);
    } finally {
      fetching.unlock();
    }
  }

  /**
   * What there is without a fetch of one's own; null where there is nothing.
   *
   * @param before how many fetches were over when the caller began to wait
   */
  private @Nullable Proof meanwhile(int before) {
    Proof.Shown present = present();
    Failure last = failure;
    if (present != null || last == null) {
      return present;
    }
    boolean waited = fetches.get() != before;
    boolean holds = last.isForGood() ? isBelieved(last, waited) : waited;
    return holds ? new Proof.Missing(last.why()) : null;
  }

  /** A secret that was changed meanwhile is tried at once. */
  private boolean isBelieved(Failure refusal, boolean waited) {
    return (waited || source.now().isBefore(refusal.believedUntil()))
        && source.credentials().equals(refusal.with());
  }

  private Proof fetched(Budget budget) {
    Result<Map<String, Secret>> with = source.credentials();
    Fetched fetched = source.fetch(with, budget);
    fetches.incrementAndGet();
    return switch (fetched) {
      case Fetched.Fresh fresh -> {
        kept = fresh;
        failure = null;
        yield fresh.proof();
      }
      case Fetched.None(Answer.Unsent why) -> {
        failure = new Failure(why, with, source.now().plus(BELIEVED));
        yield new Proof.Missing(why);
      }
    };
  }

  private Proof.@Nullable Shown present() {
    Fetched.Fresh now = kept;
    if (now == null) {
      return null;
    }
    Instant until = now.until();
    return until == null || source.now().isBefore(until) ? now.proof() : null;
  }

  @Override
  public boolean refuses(Answer.Status answer) {
    return source.refuses(answer);
  }

  /** Whoever was refused first throws it away; the next fetch serves all. */
  @Override
  public boolean refused(Proof.Shown proof) {
    fetching.lock();
    try {
      Fetched.Fresh now = kept;
      if (now != null && now.proof().equals(proof)) {
        kept = null;
      }
      return true;
    } finally {
      fetching.unlock();
    }
  }

  @Override
  public Proof.Shown masked() {
    return source.masked();
  }
}
