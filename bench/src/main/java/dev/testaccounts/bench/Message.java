package dev.testaccounts.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * One HTTP/1.1 request or answer, as much of it as a measurement needs.
 *
 * @param start the first line
 * @param body its body; empty where there is none
 */
record Message(String start, String body) {

  private static final String LENGTH = "\r\ncontent-length:";

  /**
   * Takes one message out of a buffer that is being written to, where a whole one has arrived. Its
   * length must be told by {@code Content-Length}; without one it has no body.
   */
  static Optional<Message> take(ByteBuffer buffer) {
    String text = StandardCharsets.ISO_8859_1.decode(buffer.duplicate().flip()).toString();
    int end = text.indexOf("\r\n\r\n");
    int whole = end < 0 ? Integer.MAX_VALUE : end + 4 + length(text.substring(0, end + 2));
    if (text.length() < whole) {
      return Optional.empty();
    }
    buffer.flip().position(whole);
    buffer.compact();
    return Optional.of(
        new Message(text.substring(0, text.indexOf("\r\n")), text.substring(end + 4, whole)));
  }

  private static int length(String head) {
    int at = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
    return at < 0
        ? 0
        : Integer.parseInt(
            head.substring(at + LENGTH.length(), head.indexOf("\r\n", at + LENGTH.length()))
                .strip());
  }

  /** A request as it goes out. */
  static byte[] request(String host, String method, String path, String body) {
    return bytes(
        method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json",
        body);
  }

  /** An answer as it goes out. */
  static byte[] answer(int status, String body) {
    return bytes("HTTP/1.1 " + status + " -\r\nContent-Type: application/json", body);
  }

  /** Bodies here are ASCII. */
  private static byte[] bytes(String head, String body) {
    return (head + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
