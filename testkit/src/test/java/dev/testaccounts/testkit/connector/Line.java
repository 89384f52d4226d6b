package dev.testaccounts.testkit.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends one request on a connection of its own, and reads all that comes back. */
record Line(int port, Duration timeout) {

  private static final Pattern STATUS = Pattern.compile("HTTP/1.1 (\\d{3}) .*", Pattern.DOTALL);
  private static final Pattern RETRY_AFTER = Pattern.compile("(?i)Retry-After: (\\d+)");

  /**
   * What came back.
   *
   * @param whole whether it is what a register says, and not somebody else
   */
  record Answer(int status, Duration retryAfter, String body, boolean whole) {}

  Answer send(String method, String path, String body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) timeout.toMillis());
      String request =
          "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(method, path, body.length(), body);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.shutdownOutput();
      return answer(new String(socket.getInputStream().readAllBytes(), UTF_8));
    }
  }

  private static Answer answer(String text) throws IOException {
    Matcher status = STATUS.matcher(text);
    if (!status.matches()) {
      throw new IOException("expected HTTP/1.1, got " + text.length() + " other characters");
    }
    Matcher after = RETRY_AFTER.matcher(text);
    int seconds = after.find() ? Integer.parseInt(after.group(1)) : 0;
    return new Answer(
        Integer.parseInt(status.group(1)),
        Duration.ofSeconds(seconds),
        text.substring(text.indexOf("\r\n\r\n") + 4),
        !text.contains("text/html"));
  }
}
