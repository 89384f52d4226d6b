package dev.testaccounts.store.postgres;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.store.sql.Needs;
import dev.testaccounts.store.sql.Session;
import dev.testaccounts.store.sql.Submission;
import dev.testaccounts.store.sql.SubmissionQueue;
import dev.testaccounts.store.sql.Threads;
import dev.testaccounts.store.sql.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Writes: all changes that wait are made in one transaction, whose locks and reads are a few
 * statements for all of them, and answered once it is durable. Callers block, best on virtual
 * threads. Thread-safe.
 */
final class PostgresWriter implements Writer, AutoCloseable {

  private static final int MOST_IN_A_BATCH = 512;
  private static final int MOST_WAITING = 4096;

  private record Wish<T>(Submission<T> submission, Supplier<Needs> needs) {}

  private final Transactions transactions;
  private final SubmissionQueue<Wish<?>> queue = new SubmissionQueue<>(MOST_WAITING);
  private final Thread thread;

  PostgresWriter(Transactions transactions) {
    this.transactions = transactions;
    this.thread = Thread.ofPlatform().name("tam-store-writer").start(this::work);
  }

  @Override
  public <T> T write(Supplier<Needs> needs, Function<Session, T> change, Consumer<T> committed) {
    Submission<T> submission = new Submission<>(change, committed);
    if (!queue.put(new Wish<>(submission, needs))) {
      throw closed();
    }
    return submission.await();
  }

  @Override
  public <T> T alone(Supplier<Needs> needs, Function<Session, T> change) {
    return transactions.write(needs.get(), change::apply);
  }

  private void work() {
    List<Wish<?>> batch = new ArrayList<>();
    try {
      while (queue.take(batch, MOST_IN_A_BATCH)) {
        commit(batch);
        batch.clear();
      }
    } finally {
      endQueue(batch);
    }
  }

  /** Answers all of them; never throws. */
  private void commit(List<Wish<?>> batch) {
    try {
      together(batch);
    } catch (StoreUnavailableException e) {
      failAll(batch, new StoreUnavailableException("not written: " + e.getMessage(), e));
    } catch (RuntimeException | Error e) {
      apart(batch, e);
    }
  }

  private void together(List<Wish<?>> batch) {
    Needs needs = Needs.all(batch.stream().map(each -> each.needs().get()).toList());
    transactions.write(
        needs,
        session -> {
          batch.forEach(each -> each.submission().apply(session));
          return batch;
        });
    batch.forEach(each -> each.submission().commit());
  }

  /** Only who asked for what cannot be done suffers from it. */
  private void apart(List<Wish<?>> batch, Throwable cause) {
    if (batch.size() == 1) {
      failAll(batch, cause);
    } else {
      batch.forEach(each -> commit(List.of(each)));
    }
  }

  private static void failAll(List<Wish<?>> batch, Throwable cause) {
    batch.forEach(each -> each.submission().fail(cause));
  }

  /** Should this thread ever die, nobody is left waiting for it. */
  private void endQueue(List<Wish<?>> batch) {
    queue.close();
    do {
      failAll(batch, closed());
      batch.clear();
    } while (queue.take(batch, MOST_IN_A_BATCH));
  }

  private static StoreUnavailableException closed() {
    return new StoreUnavailableException("the store is closed", null);
  }

  /** Writes what waits, then stops. */
  @Override
  public void close() {
    queue.close();
    Threads.awaitEnd(thread);
  }
}
