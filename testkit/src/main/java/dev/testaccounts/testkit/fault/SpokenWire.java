package dev.testaccounts.testkit.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * A wire between a client and a server on this machine that understands what is said on it, so that
 * a fault can befall just the question it is planted for. Thread-safe.
 */
public final class SpokenWire implements AutoCloseable {

  private static final byte[] GARBAGE =
      "\u0001\u0002 \r\n this is nobody's protocol \r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final ServerSocket entrance;
  private final int server;
  private final Speech speech;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile Planted planted = Planted.nothing();

  private SpokenWire(ServerSocket entrance, int server, Speech speech) {
    this.entrance = entrance;
    this.server = server;
    this.speech = speech;
  }

  /**
   * Lays a wire to a server on the loopback address.
   *
   * @param port the server's
   * @param speech how the two speak
   */
  public static SpokenWire to(int port, Speech speech) throws IOException {
    ServerSocket entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    SpokenWire wire = new SpokenWire(entrance, port, speech);
    Thread.ofVirtual().name("wire-" + entrance.getLocalPort()).start(wire::accept);
    return wire;
  }

  /** Where clients connect to. */
  public int port() {
    return entrance.getLocalPort();
  }

  /**
   * Befalls questions from now on, instead of what befell them before.
   *
   * @param questions found in the words of each
   */
  public void plant(Fault fault, Pattern questions) {
    Planted before = planted;
    planted = new Planted(fault, questions);
    before.end();
  }

  /** Nothing befalls any question from now on; answers that stayed away come. */
  public void mend() {
    plant(Fault.NONE, Pattern.compile(""));
  }

  /** The words of all questions so far, also of those that never got there. */
  public List<String> heard() {
    return List.copyOf(heard);
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> converse(client));
      } catch (IOException e) {
        // It was closed.
      }
    }
  }

  private void converse(Socket client) {
    try (client;
        Socket there = new Socket(InetAddress.getLoopbackAddress(), server)) {
      open.add(there);
      InputStream in = client.getInputStream();
      byte[] question = speech.question(in);
      while (question.length > 0 && passed(question, there, client.getOutputStream())) {
        question = speech.question(in);
      }
      open.remove(there);
    } catch (IOException e) {
      // One of the two went, or the server is not there: the client sees it by itself.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  /** Whether the connection stays. */
  private boolean passed(byte[] question, Socket there, OutputStream back)
      throws IOException, InterruptedException {
    String words = speech.words(question);
    heard.add(words);
    Planted now = planted;
    return switch (now.at(words)) {
      case NONE -> said(back, forwarded(question, there));
      case LIE -> said(back, speech.done(question));
      case BUSY -> said(back, speech.busy(question));
      case SICK -> said(back, speech.sick(question));
      case DOWN, FLAKY -> false;
      case LOST_REPLY -> forwarded(question, there).length < 0;
      case SLOW_ANSWER -> {
        byte[] answer = forwarded(question, there);
        now.awaitEnd();
        yield said(back, answer);
      }
      case STRAY -> {
        byte[] _ = forwarded(question, there);
        yield said(back, speech.stray(question));
      }
      case GARBAGE -> {
        byte[] _ = forwarded(question, there);
        yield !said(back, GARBAGE);
      }
    };
  }

  private byte[] forwarded(byte[] question, Socket there) throws IOException {
    there.getOutputStream().write(question);
    there.getOutputStream().flush();
    return speech.answer(question, there.getInputStream());
  }

  private static boolean said(OutputStream back, byte[] answer) throws IOException {
    back.write(answer);
    back.flush();
    return true;
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    mend();
    for (Socket each : open) {
      each.close();
    }
  }
}
