package dev.testaccounts.connectors;

import static dev.testaccounts.connectors.Calls.ANN;
import static dev.testaccounts.connectors.Calls.HASTY;
import static dev.testaccounts.connectors.Calls.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that hang, drip, lie about lengths, or are not there. */
class BrokenPeersTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Reply BROKE =
      new Reply.Unknown(
          "service 'user-service': create: the connection broke before a whole answer came");
  private static final Reply TOO_LATE =
      new Reply.Unknown("service 'user-service': create: no answer within 300 ms");

  private final HttpConnectors connectors = Calls.connectors();

  @AfterEach
  void close() {
    connectors.close();
  }

  @Test
  void a_service_that_says_nothing_is_given_up_in_time() {
    try (Peer peer = new Peer((socket, request) -> Peer.hang(socket))) {
      assertThat(create(peer, HASTY)).isEqualTo(TOO_LATE);
      assertThat(peer.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: ",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n"
      })
  void a_service_that_drips_is_cut_off_by_the_time_of_the_whole_call(String start) {
    try (Peer peer = new Peer((socket, request) -> drip(socket, start))) {
      assertThat(create(peer, HASTY)).isEqualTo(TOO_LATE);
    }
  }

  private static boolean drip(Socket socket, String start) throws IOException {
    Peer.write(socket, start);
    while (Peer.pause(socket, 20)) {
      Peer.write(socket, "x");
    }
    return false;
  }

  /** Each second call was lost, and nobody knew what came of it. */
  @Test
  void a_connection_that_was_closed_without_a_word_is_not_used_again() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (Peer peer =
        new Peer(
            (socket, request) -> {
              Peer.write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
              socket.close();
              closed.countDown();
              return false;
            })) {
      Connector connector = Calls.connector(connectors, peer.url(), PATIENT);
      assertThat(connector.create(ANN)).isEqualTo(new Reply.Done(null));
      closed.await();
      // Longer than a connection is trusted unseen.
      assertThat(new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS)).isFalse();

      assertThat(connector.create(ANN)).isEqualTo(new Reply.Done(null));
    }
  }

  @Test
  void a_reply_that_was_lost_is_unknown_and_the_call_is_not_sent_again() {
    try (Peer peer = new Peer((socket, request) -> false)) {
      assertThat(create(peer, PATIENT)).isEqualTo(BROKE);
      assertThat(peer.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789",
        "HTTP/1.1 200 OK\r\nContent-",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n012",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "\u0000\u0001\u0002\u0003",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "\r\n\r\n\r\n"
      })
  void half_an_answer_and_what_is_no_HTTP_tell_nothing(String said) {
    Peer.Manners manners =
        (socket, request) -> {
          Peer.write(socket, said);
          return false;
        };
    try (Peer peer = new Peer(manners)) {
      assertThat(create(peer, PATIENT)).isEqualTo(BROKE);
    }
  }

  @Test
  void where_nobody_listens_nothing_was_done() throws IOException {
    int port = Peer.freePort();
    URI url = URI.create("http://127.0.0.1:" + port);

    assertThat(Calls.connector(connectors, url, PATIENT).create(ANN))
        .isEqualTo(
            new Reply.NotDone(
                "service 'user-service': create: nobody answers at 127.0.0.1:" + port, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\nContent-Encoding: gzip\r\n\r\n"
      })
  void a_huge_body_is_not_read_to_its_end(String head) {
    AtomicLong written = new AtomicLong();
    try (Peer peer = new Peer((socket, request) -> pour(socket, head, written))) {
      Limits alone = new Limits(1, Duration.ofSeconds(20));
      var connector = Calls.connector(connectors, peer.url(), alone);
      assertTimeoutPreemptively(
          SOON,
          () -> {
            assertThat(connector.create(ANN)).isEqualTo(new Reply.Done(null));
            assertThat(peer.hungUp.take()).isTrue();
            assertThat(connector.create(ANN))
                .as("the connection does not stay in use")
                .isEqualTo(new Reply.Done(null));
            assertThat(peer.hungUp.take()).isTrue();
          });
      assertThat(written.get()).isLessThan(64_000_000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 "})
  void an_endless_head_is_not_kept(String start) {
    AtomicLong written = new AtomicLong();
    try (Peer peer = new Peer((socket, request) -> pour(socket, start, written))) {
      assertThat(create(peer, PATIENT)).isEqualTo(BROKE);
      assertThat(written.get()).isLessThan(64_000_000);
    }
  }

  @Test
  void endless_headers_are_not_kept() {
    Peer.Manners manners =
        (socket, request) -> {
          Peer.write(socket, "HTTP/1.1 200 OK\r\n");
          for (int i = 0; i < 1_000_000; i++) {
            Peer.write(socket, "X-" + i + ": y\r\n");
          }
          return false;
        };
    try (Peer peer = new Peer(manners)) {
      assertThat(create(peer, PATIENT)).isEqualTo(BROKE);
    }
  }

  private static boolean pour(Socket socket, String head, AtomicLong written) throws IOException {
    Peer.write(socket, head);
    OutputStream out = socket.getOutputStream();
    byte[] much = new byte[64 * 1024];
    Arrays.fill(much, (byte) 'x');
    while (written.get() < 1_000_000_000L) {
      out.write(much);
      written.addAndGet(much.length);
    }
    return false;
  }

  @Test
  void a_body_of_ordinary_size_keeps_the_connection() {
    String body = "x".repeat(60_000);
    try (Peer peer = Peer.saying("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n" + body)) {
      var connector = Calls.connector(connectors, peer.url(), PATIENT);
      for (int i = 0; i < 5; i++) {
        assertThat(connector.create(ANN)).isEqualTo(new Reply.Done(null));
      }
      assertThat(peer.requests).hasSize(5);
      assertThat(peer.hungUp).isEmpty();
    }
  }

  private Reply create(Peer peer, Limits limits) {
    return assertTimeoutPreemptively(
        SOON, () -> Calls.connector(connectors, peer.url(), limits).create(ANN));
  }
}
