package dev.testaccounts.connid;

import dev.testaccounts.core.service.Way;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Holds a bundle's call to its time and its place. The call has a thread of its own: interrupting
 * that ends whatever it waits for, be it an answer or a socket.
 */
final class Bounds {

  /** Where the call of this thread may connect to; unbound outside of every call. */
  static final ScopedValue<Place> PLACE = ScopedValue.newInstance();

  /**
   * The one place that a call may connect to.
   *
   * @param secure whether by TLS
   * @param broken why a connection of the call never came about, or ended with a question
   *     unanswered; holds null where none did
   */
  record Place(URI url, Way way, boolean secure, AtomicReference<@Nullable IOException> broken) {}

  private Bounds() {}

  /**
   * Makes a call.
   *
   * @throws TimeoutException where it took too long; it was told to stop
   * @throws ExecutionException what the call threw
   */
  static <T> T call(Place place, Callable<T> call)
      throws TimeoutException, ExecutionException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(() -> ScopedValue.where(PLACE, place).call(call::call));
    Thread _ = Thread.ofVirtual().name("bundle-call").start(task);
    try {
      return task.get(place.way().within().toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      task.cancel(true);
    }
  }
}
