package dev.testaccounts.store.sql;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A change that a caller waits for. Its parts are called by the writing thread in this order. */
public final class Submission<T> {

  private final Function<Session, T> change;
  private final Consumer<T> committed;
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private @Nullable T value;

  /**
   * @param committed told of the value once it is durable, in the order of the commits
   */
  public Submission(Function<Session, T> change, Consumer<T> committed) {
    this.change = change;
    this.committed = committed;
  }

  /** Makes the change; maybe once more, where the batch it was in was undone. */
  public void apply(Session session) {
    value = change.apply(session);
  }

  /** The batch is durable. */
  public void commit() {
    T made = value;
    if (made != null) {
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

  /** Nothing of the change is there. */
  public void fail(Throwable fault) {
    answer.completeExceptionally(fault);
  }

  /** Waits for the batch. An interrupt does not end the waiting: the change may be durable. */
  public T await() {
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
