package dev.testaccounts.gate.planted.quiet.core;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.NullMarked;

/** Planted. */
@NullMarked
final class ResolvesName {
  private ResolvesName() {}

  static InetAddress resolve(String host) throws UnknownHostException {
    return InetAddress.getByName(host);
  }
}
