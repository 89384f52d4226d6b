package dev.testaccounts.connectors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A server on a port of its own that reads each request and then does as it was told. */
final class Peer implements AutoCloseable {

  /** What it does once it has read a request. */
  @FunctionalInterface
  interface Manners {
    /** Whether the connection stays open for another request. */
    boolean answer(Socket socket, String request) throws IOException;
  }

  /** Each request as it came: head and body. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** One for each connection that the other side has closed. */
  final BlockingQueue<Boolean> hungUp = new LinkedBlockingQueue<>();

  private final ServerSocket server;
  private final Manners manners;

  Peer(Manners manners) {
    this.manners = manners;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers every request with the same text. */
  static Peer saying(String answer) {
    return new Peer(
        (socket, request) -> {
          write(socket, answer);
          return true;
        });
  }

  /** Answers every request with a status and an empty body. */
  static Peer status(int status, String... headers) {
    return saying(
        "HTTP/1.1 "
            + status
            + " Whatever\r\n"
            + String.join("", headers)
            + (status == 204 || status == 304 ? "" : "Content-Length: 0\r\n")
            + "\r\n");
  }

  static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** Waits until the other side closes. */
  static boolean hang(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {}
    return false;
  }

  /** Waits a little; false once the other side has closed. */
  static boolean pause(Socket socket, int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    }
  }

  /** A port of this machine that nobody listens on. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return server.getLocalPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      boolean open = true;
      while (open) {
        String request = request(socket.getInputStream());
        if (request.isEmpty()) {
          break;
        }
        requests.add(request);
        open = manners.answer(socket, request);
      }
    } catch (IOException e) {
      // The other side hung up, which many tests are about.
    }
    hungUp.add(true);
  }

  private static String request(InputStream in) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (!text.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      text.write(next);
    }
    String head = text.toString(StandardCharsets.UTF_8);
    int length =
        head.lines()
            .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
