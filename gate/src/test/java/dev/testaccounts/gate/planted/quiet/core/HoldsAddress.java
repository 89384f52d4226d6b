package dev.testaccounts.gate.planted.quiet.core;

import java.net.InetAddress;
import java.net.URI;
import org.jspecify.annotations.NullMarked;

/** Not a violation: an address is a value. */
@NullMarked
final class HoldsAddress {
  private HoldsAddress() {}

  static boolean isLocal(InetAddress address, URI uri) {
    return address.isLinkLocalAddress() || uri.isAbsolute();
  }
}
