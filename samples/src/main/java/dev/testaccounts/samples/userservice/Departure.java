package dev.testaccounts.samples.userservice;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the client of the current call has gone, by reading on from its connection.
 *
 * <p>Handlers are not given the connection, listeners are, and both run on the connection's own
 * virtual thread: that thread remembers it.
 */
final class Departure implements Http1ConnectionListener {
  private static final ThreadLocal<@Nullable DataReader> CONNECTION = new ThreadLocal<>();

  @Override
  public void prologue(ConnectionContext context, HttpPrologue prologue) {
    CONNECTION.set(context.dataReader());
  }

  /** Blocks until the client goes or the server stops, then ends the call without an answer. */
  CloseConnectionException await() {
    DataReader reader = CONNECTION.get();
    try {
      while (reader != null) {
        reader.pullData();
      }
    } catch (RuntimeException gone) {
      return new CloseConnectionException("the client has gone", gone);
    }
    return new CloseConnectionException("the connection is unknown");
  }
}
