package dev.testaccounts.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A service with the simple contract that answers after a fixed time, to the nearest millisecond.
 * One thread serves all connections, so that the machine's two cores go to what is measured.
 */
final class Target implements AutoCloseable {

  private static final long HALF_A_MILLISECOND = 500_000;

  private final Set<String> accounts = ConcurrentHashMap.newKeySet();
  private final Deque<Due> due = new ArrayDeque<>();
  private final ServerSocketChannel listener;
  private final Selector selector;
  private final Thread thread;
  private volatile long nanos;

  private Target(Duration latency) throws IOException {
    this.nanos = latency.toNanos();
    this.selector = Selector.open();
    this.listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    this.thread = Thread.ofPlatform().daemon().name("bench-target").start(this::serve);
  }

  static Target start(Duration latency) throws IOException {
    return new Target(latency);
  }

  private record Connection(SocketChannel channel, ByteBuffer in) {}

  private record Due(long at, Connection connection, ByteBuffer answer) {}

  URI url() {
    return URI.create("http://127.0.0.1:" + listener.socket().getLocalPort());
  }

  /** How many accounts there are. */
  int accounts() {
    return accounts.size();
  }

  /** Lets later calls wait this long. Calls that wait already keep their place. */
  void latency(Duration latency) {
    nanos = latency.toNanos();
  }

  private void serve() {
    try {
      while (listener.isOpen()) {
        selector.select(this::ready, untilNext());
        answerDue();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In milliseconds; 0 is for ever. */
  private long untilNext() {
    Due first = due.peekFirst();
    return first == null
        ? 0
        : Math.max(1, (first.at() - System.nanoTime() + HALF_A_MILLISECOND) / 1_000_000);
  }

  private void answerDue() {
    long now = System.nanoTime() + HALF_A_MILLISECOND;
    while (!due.isEmpty() && due.getFirst().at() - now <= 0) {
      Due first = due.removeFirst();
      try {
        first.connection().channel().write(first.answer());
      } catch (IOException e) {
        close(first.connection().channel());
      }
    }
  }

  private void ready(SelectionKey key) {
    if (key.attachment() instanceof Connection connection) {
      read(connection);
    } else {
      accept();
    }
  }

  private void accept() {
    try {
      SocketChannel channel = listener.accept();
      channel.configureBlocking(false);
      channel.register(
          selector, SelectionKey.OP_READ, new Connection(channel, ByteBuffer.allocate(1 << 12)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Connection connection) {
    try {
      if (connection.channel().read(connection.in()) < 0) {
        connection.channel().close();
      }
    } catch (IOException e) {
      close(connection.channel());
    }
    Optional<Message> request = Message.take(connection.in());
    request.ifPresent(
        each ->
            due.addLast(
                new Due(
                    System.nanoTime() + nanos,
                    connection,
                    ByteBuffer.wrap(Message.answer(status(each), "{}")))));
  }

  /** It takes effect when it comes in, and is answered later. */
  private int status(Message request) {
    if (request.start().startsWith("POST /create_account ")) {
      String mark = "\"username\":\"";
      int start = request.body().indexOf(mark) + mark.length();
      return accounts.add(request.body().substring(start, request.body().indexOf('"', start)))
          ? 200
          : 409;
    }
    String name = request.start().split(" ", 3)[1].substring("/delete_account/".length());
    return accounts.remove(name) ? 200 : 404;
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
