package dev.testaccounts.testkit.directory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Sockets as the JDK makes them, for those who look at a directory from outside. */
public final class PlainSockets extends SocketFactory {

  /** JNDI makes factories by this. */
  public static SocketFactory getDefault() {
    return new PlainSockets();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return new Socket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return new Socket(host, port, from, fromPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return new Socket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return new Socket(host, port, from, fromPort);
  }
}
