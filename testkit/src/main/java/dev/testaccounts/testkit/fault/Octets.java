package dev.testaccounts.testkit.fault;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** What was read so far of a message, as it came. */
final class Octets {

  private final InputStream in;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();

  Octets(InputStream in) {
    this.in = in;
  }

  /** The next one; -1 where there is none. */
  int next() throws IOException {
    int octet = in.read();
    if (octet >= 0) {
      read.write(octet);
    }
    return octet;
  }

  /** The next one of a message that is not whole without it. */
  int more() throws IOException {
    int octet = next();
    if (octet < 0) {
      throw new EOFException("the message ended after " + read.size() + " bytes");
    }
    return octet;
  }

  void more(int count) throws IOException {
    byte[] some = in.readNBytes(count);
    read.writeBytes(some);
    if (some.length < count) {
      throw new EOFException("expected " + count + " more bytes, got " + some.length);
    }
  }

  void rest() throws IOException {
    in.transferTo(read);
  }

  byte[] all() {
    return read.toByteArray();
  }
}
