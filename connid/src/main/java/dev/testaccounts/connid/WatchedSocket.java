package dev.testaccounts.connid;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * A connected socket as JNDI uses one, which notes when the other side ends it with a question
 * unanswered, or refuses our certificate. The directory's bundle calls the one a wrong password
 * where it happens amid a sign-in; of the other nobody is told, because JNDI's own thread reads it.
 * It stands around TLS, not beneath it: what is asked cannot be seen there.
 */
final class WatchedSocket extends Socket {

  /** What has no answer (RFC 4511, sections 4.3 and 4.11): it is said before we hang up. */
  private static final int UNBIND = 0x42;

  private static final int ABANDON = 0x50;

  private final Socket socket;
  private final boolean secure;
  private final AtomicReference<@Nullable IOException> broken;
  private volatile boolean asked;
  private volatile boolean answered;

  /**
   * @param secure whether TLS is spoken on it
   * @param broken set when it happens, and never unset
   */
  WatchedSocket(Socket socket, boolean secure, AtomicReference<@Nullable IOException> broken) {
    this.socket = socket;
    this.secure = secure;
    this.broken = broken;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(socket.getOutputStream()) {
      // JNDI writes each message at once.
      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        asked = asked || isQuestion(bytes, from);
        try {
          out.write(bytes, from, count);
        } catch (IOException e) {
          refused();
          throw e;
        }
      }
    };
  }

  /** A sequence, its length, the number of the message, and what it is. */
  private static boolean isQuestion(byte[] bytes, int from) {
    int length = bytes[from + 1];
    int number = from + 2 + (length < 0 ? length & 0x7f : 0);
    int kind = bytes[number + 2 + bytes[number + 1]];
    return kind != UNBIND && kind != ABANDON;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(socket.getInputStream()) {
      @Override
      public int read() throws IOException {
        return noted(super.read());
      }

      @Override
      public int read(byte[] bytes, int from, int count) throws IOException {
        try {
          return noted(super.read(bytes, from, count));
        } catch (SSLHandshakeException e) {
          broken.set(e);
          throw e;
        } catch (IOException e) {
          // Where we closed it ourselves, nobody waits for an answer.
          noted(isClosed() ? 0 : -1);
          throw e;
        }
      }
    };
  }

  private int noted(int read) {
    if (read < 0 && asked) {
      broken.set(new EOFException("the connection ended before it answered"));
      refused();
    }
    asked = asked && read < 0;
    answered = answered || read > 0;
    return read;
  }

  /**
   * Since TLS 1.3 a client's certificate is judged when the client thinks that the handshake is
   * over; a directory that is not content may hang up without a word.
   */
  private void refused() {
    if (secure && !answered) {
      broken.set(new SSLHandshakeException("the connection ended before its first answer"));
    }
  }

  @Override
  public boolean isClosed() {
    return socket.isClosed();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
