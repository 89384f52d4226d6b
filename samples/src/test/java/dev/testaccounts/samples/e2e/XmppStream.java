package dev.testaccounts.samples.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Base64;

/** A chat client's line to a server, as far as signing in goes (RFC 6120). */
final class XmppStream implements AutoCloseable {

  private static final Duration MOST = Duration.ofSeconds(30);

  private static final String BEGIN =
      """
      <stream:stream to='localhost' version='1.0' xmlns='jabber:client' \
      xmlns:stream='http://etherx.jabber.org/streams'>""";

  private final Socket socket;

  private XmppStream(Socket socket) {
    this.socket = socket;
  }

  static XmppStream open(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) MOST.toMillis());
    return new XmppStream(socket);
  }

  /** Signs in by SASL PLAIN (RFC 4616), and takes up a session. */
  boolean signsIn(String username, String password) throws IOException {
    String proof =
        Base64.getEncoder().encodeToString(("\0" + username + "\0" + password).getBytes(UTF_8));
    say(BEGIN);
    say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + proof + "</auth>");
    if (heardUntil("<success", "<failure").contains("<failure")) {
      return false;
    }
    say(BEGIN);
    say("<iq type='set' id='1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
    return heardUntil("</iq>", "</stream:stream>").contains("type='result'");
  }

  /** What the server still says, until it ends the stream. */
  String rest() throws IOException {
    return heardUntil("</stream:stream>", "</stream:stream>");
  }

  private void say(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  private String heardUntil(String one, String other) throws IOException {
    StringBuilder heard = new StringBuilder();
    while (heard.indexOf(one) < 0 && heard.indexOf(other) < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("expected " + one + " or " + other + ", got an end after " + heard);
      }
      heard.append((char) next);
    }
    return heard.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
