package dev.testaccounts.connectors;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A proof that is fetched, kept until shortly before it runs out, and fetched again where the
 * service refuses it early. One caller fetches; the others wait for what it gets. Thread-safe.
 */
final class KeptProof implements Authentication {

  /** Where proofs come from. */
  interface Source {
    Fetched fetch(Budget budget);

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

  private final Source source;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile Fetched.@Nullable Fresh kept;

  KeptProof(Source source) {
    this.source = source;
  }

  @Override
  public Proof proof(Budget budget) {
    Proof.Shown present = present();
    if (present != null) {
      return present;
    }
    try {
      if (!fetching.tryLock(budget.left().toNanos(), TimeUnit.NANOSECONDS)) {
        return new Proof.Missing(new Answer.NotSent("no sign-on came in time", false));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Proof.Missing(new Answer.NotSent("interrupted", false));
    }
    try {
      Proof.Shown meanwhile = present();
      return meanwhile != null ? meanwhile : fetched(budget);
    } finally {
      fetching.unlock();
    }
  }

  private Proof fetched(Budget budget) {
    return switch (source.fetch(budget)) {
      case Fetched.Fresh fresh -> {
        kept = fresh;
        yield fresh.proof();
      }
      case Fetched.None(Answer.Unsent why) -> new Proof.Missing(why);
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
