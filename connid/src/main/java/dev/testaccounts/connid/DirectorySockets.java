package dev.testaccounts.connid;

import dev.testaccounts.connid.Bounds.Place;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import javax.net.SocketFactory;

/**
 * The sockets of every directory connection, named in {@code jndi.properties}: they go to addresses
 * that the guard looked at, under the service's own name, and nowhere else. A directory may answer
 * with a referral, and the JDK would follow it to any host, and sign in there with our credentials.
 */
public final class DirectorySockets extends SocketFactory {

  /** JNDI makes factories by this. */
  public static SocketFactory getDefault() {
    return new DirectorySockets();
  }

  /** Where a connection was to go is not where the call may go. */
  static final class ElsewhereException extends IOException {

    private static final long serialVersionUID = 1L;

    ElsewhereException(String message) {
      super(message);
    }
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    if (!Bounds.PLACE.isBound()) {
      throw new ElsewhereException("nobody may connect to a directory outside of a call");
    }
    Place place = Bounds.PLACE.get();
    if (!isThere(place, host, port)) {
      throw new ElsewhereException("it refers to another place, which is not followed");
    }
    try {
      Socket socket = connected(place, port);
      return new WatchedSocket(
          place.secure() ? DirectoryTls.secured(place.way().trust(), socket, host, port) : socket,
          place.secure(),
          place.broken());
    } catch (IOException e) {
      place.broken().set(e);
      throw e;
    }
  }

  private static boolean isThere(Place place, String host, int port) {
    int own = place.url().getPort();
    int expected = own >= 0 ? own : place.secure() ? 636 : 389;
    return port == expected && bare(host).equals(bare(place.url().getHost()));
  }

  /** An IPv6 address is written in brackets in a URL, and without them where it is handed on. */
  private static String bare(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith("[") ? lower.substring(1, lower.length() - 1) : lower;
  }

  private static Socket connected(Place place, int port) throws IOException {
    IOException last = new ConnectException("the host has no address");
    for (InetAddress address : place.way().addresses()) {
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, port), (int) place.way().within().toMillis());
        return socket;
      } catch (IOException e) {
        socket.close();
        last = new ConnectException(String.valueOf(e.getMessage()));
      }
    }
    throw last;
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host.getHostAddress(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(host.getHostAddress(), port);
  }
}
