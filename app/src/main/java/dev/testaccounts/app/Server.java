package dev.testaccounts.app;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.web.HttpFront;
import dev.testaccounts.web.PortTakenException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;

/**
 * A running TAM: store, loops and HTTP front. Closing it drains and stops all of it, in the order
 * that loses nothing.
 */
public final class Server implements AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(30);

  private final Wiring wiring;
  private final Loops loops;
  private final HttpFront front;

  private Server(Wiring wiring, Loops loops, HttpFront front) {
    this.wiring = wiring;
    this.loops = loops;
    this.front = front;
  }

  /**
   * Starts a server and returns when it can do its job.
   *
   * @throws StartException where it cannot; nothing is left running
   */
  public static Server start(Settings settings) throws StartException {
    requireLoopback(settings.bind());
    Wiring wiring = wire(settings);
    try {
      wiring.apply(settings.declared());
      return serve(settings, wiring);
    } catch (StartException | RuntimeException e) {
      wiring.close();
      throw e;
    }
  }

  private static Server serve(Settings settings, Wiring wiring) throws StartException {
    Loops loops = wiring.begin();
    try {
      HttpFront.Options options =
          new HttpFront.Options(settings.bind(), settings.port(), Set.of(), DRAIN);
      return new Server(wiring, loops, HttpFront.start(options, wiring.useCases()));
    } catch (PortTakenException e) {
      loops.close();
      throw new StartException(e, true);
    } catch (RuntimeException e) {
      loops.close();
      throw e;
    }
  }

  private static Wiring wire(Settings settings) throws StartException {
    try {
      return Wiring.of(settings);
    } catch (StoreUnavailableException e) {
      throw new StartException(e, false);
    }
  }

  private static void requireLoopback(String bind) throws StartException {
    try {
      if (InetAddress.getByName(bind).isLoopbackAddress()) {
        return;
      }
    } catch (UnknownHostException e) {
      throw new StartException("bind: expected an address of this machine, got '" + bind + "'");
    }
    throw new StartException(
        "bind: expected a loopback address, got '"
            + bind
            + "'; without authentication TAM serves this machine only");
  }

  public URI url() {
    return front.url();
  }

  public int port() {
    return front.port();
  }

  @Override
  public void close() {
    wiring.endWaits();
    front.close();
    loops.close();
    wiring.close();
  }
}
