package dev.testaccounts.samples.userservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.samples.userservice.Fault.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a plain socket sees: the parts of a fault that an HTTP client would hide. */
@Timeout(30)
class WireTest extends RunningService {
  private static final String BODY = Caller.account("ann", "secret");

  @Test
  void connectionClose_closesAfterEveryAnswer() throws Exception {
    try (Socket socket = ask("connection: close\r\n")) {
      assertThat(all(socket)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\"created\"}");
    }
    try (Socket socket = ask("connection: close\r\n")) {
      assertThat(all(socket)).startsWith("HTTP/1.1 409 ").endsWith("already exists\"}");
    }
    try (Socket socket = open()) {
      write(socket, head("connection: close\r\ncontent-length: 2\r\n") + "{}");
      assertThat(all(socket)).startsWith("HTTP/1.1 400 ").endsWith("non-empty string\"}");
    }
  }

  @Test
  void connection_servesOneCallAfterAnother() throws Exception {
    try (Socket socket = ask("")) {
      write(socket, head("connection: close\r\ncontent-length: 2\r\n") + "{}");

      assertThat(all(socket)).contains("HTTP/1.1 200 OK\r\n").contains("HTTP/1.1 400 ");
    }
  }

  @Test
  void lose_closesTheSocketWithoutAByte() throws Exception {
    service.inject(Fault.on(Target.CREATE, new Fault.Lose()));

    try (Socket socket = ask("")) {
      assertThat(all(socket)).isEmpty();
    }
    assertThat(service.accounts()).containsExactly("ann");
  }

  @Test
  void hang_endsWhenTheClientGoes() throws Exception {
    service.inject(Fault.on(Target.CREATE, new Fault.Hang()));

    try (Socket _ = ask("")) {
      awaitInFlight(1);
    }
    awaitInFlight(0);

    assertThat(service.accounts()).isEmpty();
    assertThat(service.stats().faultsServed()).isEqualTo(1);
  }

  @Test
  void chunkedBodyTooLong_isRefusedByLength() throws Exception {
    try (Socket socket = open()) {
      String chunk = "8000\r\n" + " ".repeat(0x8000) + "\r\n";
      write(socket, head("transfer-encoding: chunked\r\n") + chunk.repeat(3) + "0\r\n\r\n");

      assertThat(status(socket)).startsWith("HTTP/1.1 413 ");
    }
    assertThat(service.accounts()).isEmpty();
  }

  private Socket ask(String header) throws IOException {
    Socket socket = open();
    write(socket, head(header + "content-length: " + BODY.length() + "\r\n") + BODY);
    return socket;
  }

  private Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
    // A read that never ends fails here; the test's own time limit cannot interrupt it.
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static String head(String headers) {
    return "POST /create_account HTTP/1.1\r\nhost: localhost\r\n" + headers + "\r\n";
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String status(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(13), StandardCharsets.UTF_8);
  }
}
