package dev.testaccounts.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * So many callers that each take one turn after the other, with one request under way each, on
 * connections that stay open from one run to the next. One thread plays them all, so that the
 * machine's two cores go to what is measured.
 */
final class Callers implements AutoCloseable {

  private final String host;
  private final Selector selector;
  private final List<Caller> callers = new ArrayList<>();
  private Round round = new Round((answers, last) -> Optional.empty(), 0);

  private Callers(String host, Selector selector) {
    this.host = host;
    this.selector = selector;
  }

  static Callers connect(URI server, int count) throws IOException {
    Callers callers = new Callers(server.getAuthority(), Selector.open());
    for (int i = 0; i < count; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
      channel.configureBlocking(false);
      callers.callers.add(new Caller(channel, callers.selector));
    }
    return callers;
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

  /** The turns of one run, and how far they are. */
  private static final class Round {
    private final Turn turn;
    private final double[] millis;
    private int begun;
    private int done;

    Round(Turn turn, int turns) {
      this.turn = turn;
      this.millis = new double[turns];
    }
  }

  /** Lets the callers take so many turns together. */
  Run run(int turns, Turn turn) throws IOException {
    round = new Round(turn, turns);
    long begin = System.nanoTime();
    callers.forEach(this::begin);
    while (round.done < turns) {
      selector.select(key -> read((Caller) key.attachment()));
    }
    return new Run((System.nanoTime() - begin) / 1e9, round.millis);
  }

  @Override
  public void close() throws IOException {
    for (Caller caller : callers) {
      caller.channel.close();
    }
    selector.close();
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
    if (round.begun < round.millis.length) {
      caller.index = round.begun++;
      caller.answers = 0;
      caller.begin = System.nanoTime();
      send(caller, round.turn.next(0, new Answer(0, "")).orElseThrow());
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
    round
        .turn
        .next(caller.answers, answer)
        .ifPresentOrElse(next -> send(caller, next), () -> end(caller));
  }

  private void end(Caller caller) {
    round.millis[caller.index] = (System.nanoTime() - caller.begin) / 1e6;
    round.done++;
    begin(caller);
  }
}
