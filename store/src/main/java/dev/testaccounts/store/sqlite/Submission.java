package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A change that a caller waits for. Its parts are called by the writing thread in this order. */
final class Submission<T> {

  private final Function<Session, T> change;
  private final Consumer<T> committed;
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private @Nullable T value;
  private @Nullable Throwable trouble;

  /**
   * @param committed told of the value once it is durable, in the order of the commits
   */
  Submission(Function<Session, T> change, Consumer<T> committed) {
    this.change = change;
    this.committed = committed;
  }

  void apply(Session session) {
    value = change.apply(session);
  }

  /** The change was undone: only its caller learns of it. */
  void undone(Throwable why) {
    trouble = why;
  }

  /** The batch is durable. */
  void commit() {
    T made = value;
    if (trouble != null) {
      answer.completeExceptionally(trouble);
    } else if (made != null) {
      tell(made);
    }
  }

  private void tell(T made) {
    try {
      committed.accept(made);
    } finally {
      answer.complete(made);
    }
  }

  /** The batch is not durable; a trouble of its own is told all the same. */
  void fail(StoreUnavailableException fault) {
    answer.completeExceptionally(trouble != null ? trouble : fault);
  }

  /** Waits for the batch. An interrupt does not end the waiting: the change may be durable. */
  T await() {
    try {
      return answer.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }
}
