package dev.testaccounts.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * So many callers that each take one turn after the other, with one request under way each. One
 * thread plays them all, so that the machine's two cores go to what is measured.
 */
final class Callers {

  private final String host;
  private final Turn turn;
  private final double[] millis;
  private int begun;
  private int done;

  private Callers(String host, Turn turn, int turns) {
    this.host = host;
    this.turn = turn;
    this.millis = new double[turns];
  }

  /** What a caller does in its turn: request after request. */
  interface Turn {

    /**
     * What to send next.
     *
     * @param answers how many answers it has had in this turn
     * @param last the last of them; not looked at for the first request
     * @return the next request, or none where the turn is over
     */
    Optional<Request> next(int answers, Answer last);
  }

  /** A request to be sent. */
  record Request(String method, String path, String body) {}

  /** What a run came to. */
  static final class Run {
    private final double seconds;
    private final double[] millis;

    private Run(double seconds, double[] millis) {
      this.seconds = seconds;
      this.millis = millis;
      Arrays.sort(millis);
    }

    double perSecond() {
      return millis.length / seconds;
    }

    /** How long the slowest of a share of the turns took, in milliseconds. */
    double percentile(double share) {
      return millis[(int) Math.min(millis.length - 1L, Math.round(share * millis.length))];
    }
  }

  static Run run(URI server, int callers, int turns, Turn turn) throws IOException {
    Callers all = new Callers(server.getAuthority(), turn, turns);
    try (Selector selector = Selector.open()) {
      long begin = System.nanoTime();
      for (int i = 0; i < Math.min(callers, turns); i++) {
        SocketChannel channel =
            SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
        channel.configureBlocking(false);
        all.begin(new Caller(channel, selector));
      }
      while (all.done < turns) {
        selector.select(key -> all.read((Caller) key.attachment()));
      }
      Run run = new Run((System.nanoTime() - begin) / 1e9, all.millis);
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      return run;
    }
  }

  private static final class Caller {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(1 << 14);
    private int index;
    private int answers;
    private long begin;

    Caller(SocketChannel channel, Selector selector) throws IOException {
      this.channel = channel;
      channel.register(selector, SelectionKey.OP_READ, this);
    }
  }

  private void begin(Caller caller) {
    if (begun < millis.length) {
      caller.index = begun++;
      caller.answers = 0;
      caller.begin = System.nanoTime();
      send(caller, turn.next(0, new Answer(0, "")).orElseThrow());
    }
  }

  private void send(Caller caller, Request request) {
    try {
      // Requests are short: a socket's buffer takes one as a whole.
      caller.channel.write(
          ByteBuffer.wrap(Message.request(host, request.method(), request.path(), request.body())));
    } catch (IOException e) {
      throw new IllegalStateException("the server closed a connection", e);
    }
  }

  private void read(Caller caller) {
    try {
      if (caller.channel.read(caller.in) < 0) {
        throw new IOException("end of stream");
      }
    } catch (IOException e) {
      throw new IllegalStateException("the server closed a connection", e);
    }
    Message.take(caller.in).ifPresent(message -> answered(caller, Answer.of(message)));
  }

  private void answered(Caller caller, Answer answer) {
    caller.answers++;
    turn.next(caller.answers, answer)
        .ifPresentOrElse(next -> send(caller, next), () -> end(caller));
  }

  private void end(Caller caller) {
    millis[caller.index] = (System.nanoTime() - caller.begin) / 1e6;
    done++;
    begin(caller);
  }
}
