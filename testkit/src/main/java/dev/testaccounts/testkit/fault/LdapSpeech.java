package dev.testaccounts.testkit.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * LDAP (RFC 4511) without TLS. The words of a question are the operation's name and whatever of the
 * message can be read, such as {@code delete uid=ann,ou=people}.
 */
public final class LdapSpeech implements Speech {

  private static final int LONG_FORM = 0x80;
  private static final int OCTET = 8;

  private static final int UNBIND = 0x42;
  private static final int DELETE = 0x4A;
  private static final int ABANDON = 0x50;

  private static final Map<Integer, String> NAMES =
      Map.of(
          0x60,
          "bind",
          UNBIND,
          "unbind",
          0x63,
          "search",
          0x66,
          "modify",
          0x68,
          "add",
          DELETE,
          "delete",
          ABANDON,
          "abandon",
          0x77,
          "extended");

  /** A search's answer is whole with none of these: an entry, a reference. */
  private static final Set<Integer> PARTS = Set.of(0x64, 0x73);

  private static final int SUCCESS = 0;
  private static final int BUSY = 51;
  private static final int UNAVAILABLE = 52;

  /** An answer to an operation that nobody asks for. */
  private static final int COMPARE_ANSWER = 0x6F;

  @Override
  public byte[] question(InputStream fromClient) throws IOException {
    return message(fromClient);
  }

  @Override
  public byte[] answer(byte[] question, InputStream fromServer) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    boolean whole = Set.of(UNBIND, ABANDON).contains(operation(question));
    while (!whole) {
      byte[] message = message(fromServer);
      answer.writeBytes(message);
      whole = message.length == 0 || !PARTS.contains(operation(message));
    }
    return answer.toByteArray();
  }

  private static byte[] message(InputStream in) throws IOException {
    Octets octets = new Octets(in);
    if (octets.next() < 0) {
      return new byte[0];
    }
    int length = octets.more();
    if (length >= LONG_FORM) {
      int octetsOfLength = length - LONG_FORM;
      length = 0;
      for (int i = 0; i < octetsOfLength; i++) {
        length = length << OCTET | octets.more();
      }
    }
    octets.more(length);
    return octets.all();
  }

  /** Where the message's id begins: behind the tag and the length of the whole. */
  private static int id(byte[] message) {
    int length = Byte.toUnsignedInt(message[1]);
    return 2 + (length >= LONG_FORM ? length - LONG_FORM : 0);
  }

  private static int operation(byte[] message) {
    int id = id(message);
    return Byte.toUnsignedInt(message[id + 2 + message[id + 1]]);
  }

  @Override
  public String words(byte[] question) {
    int operation = operation(question);
    String name = NAMES.getOrDefault(operation, "operation " + operation);
    return name + " " + new String(question, ISO_8859_1).replaceAll("[^ -~]", "");
  }

  private static byte[] result(byte[] question, int operation, int code) {
    int id = id(question);
    int idLength = question[id + 1];
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(new byte[] {0x30, (byte) (2 + idLength + 9)});
    message.write(question, id, 2 + idLength);
    message.writeBytes(new byte[] {(byte) operation, 7, 0x0A, 1, (byte) code, 4, 0, 4, 0});
    return message.toByteArray();
  }

  /** Each operation's answer comes right after it; but a delete has no parts. */
  private static int answered(byte[] question) {
    int operation = operation(question);
    return switch (operation) {
      case DELETE -> 0x6B;
      case 0x63 -> 0x65;
      default -> operation + 1;
    };
  }

  @Override
  public byte[] done(byte[] question) {
    return result(question, answered(question), SUCCESS);
  }

  @Override
  public byte[] busy(byte[] question) {
    return result(question, answered(question), BUSY);
  }

  @Override
  public Optional<Duration> comeAgain() {
    return Optional.empty();
  }

  @Override
  public byte[] sick(byte[] question) {
    return result(question, answered(question), UNAVAILABLE);
  }

  @Override
  public byte[] stray(byte[] question) {
    return result(question, COMPARE_ANSWER, SUCCESS);
  }
}
