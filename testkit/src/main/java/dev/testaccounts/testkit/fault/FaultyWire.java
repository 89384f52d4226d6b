package dev.testaccounts.testkit.fault;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A wire between a client and a server on this machine, which can be cut. Carries any protocol over
 * TCP. Thread-safe.
 */
public final class FaultyWire implements AutoCloseable {

  private final ServerSocket entrance;
  private final InetSocketAddress server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean broken;
  private volatile boolean losing;

  private FaultyWire(ServerSocket entrance, InetSocketAddress server) {
    this.entrance = entrance;
    this.server = server;
  }

  /**
   * Lays a wire to a server on the loopback address.
   *
   * @param port the server's
   */
  public static FaultyWire to(int port) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerSocket entrance = new ServerSocket(0, 0, loopback);
    FaultyWire wire = new FaultyWire(entrance, new InetSocketAddress(loopback, port));
    Thread.ofVirtual().name("wire-" + entrance.getLocalPort()).start(wire::accept);
    return wire;
  }

  /** Where clients connect to. */
  public int port() {
    return entrance.getLocalPort();
  }

  /** Cuts every connection there is; new ones get through. */
  public void cut() {
    open.forEach(FaultyWire::end);
  }

  /** Cuts every connection, and each new one as it comes, until it is mended. */
  public void breakDown() {
    broken = true;
    cut();
  }

  /**
   * Carries what clients send, and cuts a connection in place of the server's next word on it: what
   * was asked for is done, and who asked does not hear of it. Until it is mended.
   */
  public void loseAnswers() {
    losing = true;
  }

  /** New connections get through again, and so do answers. */
  public void mend() {
    broken = false;
    losing = false;
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        carry(entrance.accept());
      } catch (IOException e) {
        // Either it was closed, or this one did not get through: the client sees it by itself.
      }
    }
  }

  private void carry(Socket client) throws IOException {
    open.add(client);
    // What comes in parts goes on in parts: else each waits for the other end's late confirmation.
    client.setTcpNoDelay(true);
    if (broken) {
      end(client);
      return;
    }
    Socket there = new Socket();
    open.add(there);
    try {
      there.connect(server);
      there.setTcpNoDelay(true);
    } catch (IOException e) {
      end(client);
      end(there);
      throw e;
    }
    // Not virtual ones: those of a test that computes would have to be done first, each time.
    Thread.ofPlatform().daemon().start(() -> pump(client, there, InputStream::transferTo));
    Thread.ofPlatform().daemon().start(() -> pump(there, client, this::answer));
    if (broken) {
      cut();
    }
  }

  /** How bytes go from one end to the other, until there are no more. */
  private interface Carriage {
    void carry(InputStream in, OutputStream out) throws IOException;
  }

  private void answer(InputStream server, OutputStream client) throws IOException {
    byte[] bytes = new byte[1 << 13];
    for (int count = server.read(bytes); count >= 0; count = server.read(bytes)) {
      if (losing) {
        return;
      }
      client.write(bytes, 0, count);
    }
  }

  private void pump(Socket from, Socket to, Carriage carriage) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      carriage.carry(in, out);
    } catch (IOException e) {
      // Cut, by us or by one of the two: both see it.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void end(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    cut();
  }
}
