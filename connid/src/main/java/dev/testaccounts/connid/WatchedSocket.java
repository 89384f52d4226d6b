package dev.testaccounts.connid;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A socket that notes when the other side ends it with a question unanswered. The directory's
 * bundle calls that a wrong password where it happens amid a sign-in.
 */
final class WatchedSocket extends Socket {

  private final AtomicBoolean unanswered;
  private volatile boolean asked;

  /**
   * @param unanswered set when it happens, and never unset
   */
  WatchedSocket(AtomicBoolean unanswered) {
    this.unanswered = unanswered;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        asked = true;
        out.write(bytes, from, count);
      }
    };
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        return noted(super.read());
      }

      @Override
      public int read(byte[] bytes, int from, int count) throws IOException {
        try {
          return noted(super.read(bytes, from, count));
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
      unanswered.set(true);
    }
    asked = asked && read < 0;
    return read;
  }
}
