package dev.testaccounts.testkit.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * HTTP/1.1 (RFC 9112) without upgrades. The words of a question are its method and its target, such
 * as {@code DELETE /users/ann?force=true}.
 */
public final class HttpSpeech implements Speech {

  private static final Duration COME_AGAIN = Duration.ofSeconds(7);

  private static final String PAGE = "<html><body>Sign in to the hotel's network</body></html>";

  @Override
  public byte[] question(InputStream fromClient) throws IOException {
    Octets octets = new Octets(fromClient);
    String head = head(octets);
    body(octets, head, false);
    return octets.all();
  }

  /** Those that only say that an answer is coming are part of it. */
  @Override
  public byte[] answer(byte[] question, InputStream fromServer) throws IOException {
    Octets octets = new Octets(fromServer);
    String head = head(octets);
    while (head.startsWith("HTTP/1.1 1")) {
      head = head(octets);
    }
    boolean bare = head.matches("(?s)HTTP/1.1 (204|304).*") || words(question).startsWith("HEAD ");
    body(octets, bare ? "" : head, !bare);
    return octets.all();
  }

  /** Nothing where there is no message any more. */
  private static String head(Octets octets) throws IOException {
    int first = octets.next();
    if (first < 0) {
      return "";
    }
    StringBuilder head = new StringBuilder().append((char) first);
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) octets.more());
    }
    return head.toString();
  }

  private static void body(Octets octets, String head, boolean untilTheEnd) throws IOException {
    String length = header(head, "content-length:");
    if (header(head, "transfer-encoding:").equals("chunked")) {
      chunks(octets);
    } else if (!length.isEmpty()) {
      octets.more(Integer.parseInt(length));
    } else if (untilTheEnd && !head.isEmpty()) {
      octets.rest();
    }
  }

  private static void chunks(Octets octets) throws IOException {
    int size;
    do {
      size = Integer.parseInt(line(octets).replaceFirst(";.*", ""), 16);
      octets.more(size);
      String end = line(octets);
      while (size == 0 && !end.isEmpty()) {
        end = line(octets);
      }
    } while (size > 0);
  }

  private static String line(Octets octets) throws IOException {
    StringBuilder line = new StringBuilder();
    while (!line.toString().endsWith("\r\n")) {
      line.append((char) octets.more());
    }
    return line.toString().strip();
  }

  private static String header(String head, String name) {
    return head.lines()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElse("");
  }

  @Override
  public String words(byte[] question) {
    String text = new String(question, ISO_8859_1);
    return text.substring(0, text.indexOf(" HTTP/"));
  }

  @Override
  public byte[] done(byte[] question) {
    return bytes("HTTP/1.1 204 No Content\r\n\r\n");
  }

  @Override
  public byte[] busy(byte[] question) {
    return empty("429 Too Many Requests\r\nRetry-After: " + COME_AGAIN.toSeconds());
  }

  @Override
  public Optional<Duration> comeAgain() {
    return Optional.of(COME_AGAIN);
  }

  @Override
  public byte[] sick(byte[] question) {
    return empty("503 Service Unavailable");
  }

  @Override
  public byte[] stray(byte[] question) {
    return bytes(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
            + PAGE.length()
            + "\r\n\r\n"
            + PAGE);
  }

  private static byte[] empty(String status) {
    return bytes("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
