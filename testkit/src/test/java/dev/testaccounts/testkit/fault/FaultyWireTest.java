package dev.testaccounts.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyWireTest {

  private ServerSocket server;
  private FaultyWire wire;
  private final BlockingQueue<Integer> heard = new LinkedBlockingQueue<>();

  @BeforeEach
  void lay() throws IOException {
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::echo);
    wire = FaultyWire.to(server.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    wire.close();
    server.close();
  }

  private void echo() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> echo(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void echo(Socket socket) {
    try (socket) {
      for (int value = socket.getInputStream().read(); value >= 0; ) {
        heard.add(value);
        socket.getOutputStream().write(value);
        value = socket.getInputStream().read();
      }
    } catch (IOException e) {
      // The client went.
    }
  }

  @Test
  void it_carries_every_byte_both_ways() throws IOException {
    try (Socket client = client()) {
      for (int value = 0; value < 256; value++) {
        assertThat(echoed(client, value)).isEqualTo(value);
      }
    }
  }

  @Test
  void what_is_cut_is_over_and_a_new_one_gets_through() throws IOException {
    try (Socket client = client()) {
      assertThat(echoed(client, 1)).isEqualTo(1);

      wire.cut();

      assertOver(client);
    }
    try (Socket client = client()) {
      assertThat(echoed(client, 2)).isEqualTo(2);
    }
  }

  @Test
  void what_is_broken_lets_nobody_through_until_it_is_mended() throws IOException {
    wire.breakDown();
    try (Socket client = client()) {
      assertOver(client);
    }

    wire.mend();

    try (Socket client = client()) {
      assertThat(echoed(client, 3)).isEqualTo(3);
    }
  }

  @Test
  void an_answer_that_is_lost_was_given() throws Exception {
    wire.loseAnswers();
    try (Socket client = client()) {
      assertOver(client);
      assertThat(heard.take()).isEqualTo(9);
    }

    wire.mend();

    try (Socket client = client()) {
      assertThat(echoed(client, 5)).isEqualTo(5);
    }
  }

  @Test
  void a_client_that_ends_is_seen_by_the_server() throws IOException {
    try (Socket client = client()) {
      assertThat(echoed(client, 4)).isEqualTo(4);
      client.shutdownOutput();

      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  private Socket client() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), wire.port());
  }

  private static int echoed(Socket client, int value) throws IOException {
    client.getOutputStream().write(value);
    return client.getInputStream().read();
  }

  /** Its end is seen as an end, or as a fault. */
  private static void assertOver(Socket client) {
    assertThatIOException()
        .isThrownBy(
            () -> {
              if (echoed(client, 9) == -1) {
                throw new IOException("it ended");
              }
            });
  }
}
