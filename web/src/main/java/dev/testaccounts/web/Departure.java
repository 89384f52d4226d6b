package dev.testaccounts.web;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the client of one request has gone away. Nothing is watched before the first question;
 * then a thread of its own reads on from the connection, which ends when the client closes it. So
 * the connection cannot serve another request afterwards: it is to be closed where {@link
 * #watched}.
 *
 * <p>Handlers are not given the connection, listeners are, and both run on the connection's own
 * virtual thread: that thread remembers it.
 */
final class Departure implements BooleanSupplier {

  private static final ThreadLocal<@Nullable DataReader> CONNECTION = new ThreadLocal<>();

  private final @Nullable DataReader reader;
  private final AtomicBoolean watched = new AtomicBoolean();
  private volatile boolean gone;

  private Departure(@Nullable DataReader reader) {
    this.reader = reader;
  }

  /** Remembers the connection of each request; to be registered with the server. */
  static final class Listener implements Http1ConnectionListener {
    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
      CONNECTION.set(context.dataReader());
    }
  }

  /** Of the client whose request this thread is serving. */
  static Departure ofThisRequest() {
    return new Departure(CONNECTION.get());
  }

  @Override
  public boolean getAsBoolean() {
    if (reader != null && watched.compareAndSet(false, true)) {
      Thread.ofVirtual().name("departure").start(() -> watch(reader));
    }
    return gone;
  }

  boolean watched() {
    return watched.get();
  }

  /** Who sends more before he has his answer is still there. */
  private void watch(DataReader connection) {
    try {
      connection.pullData();
    } catch (UncheckedIOException | DataReader.InsufficientDataAvailableException e) {
      gone = true;
    }
  }
}
