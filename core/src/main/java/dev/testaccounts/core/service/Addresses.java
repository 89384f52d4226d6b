package dev.testaccounts.core.service;

import java.net.InetAddress;
import java.util.Set;

/** Which addresses are never connected to, in whatever form they are written. */
final class Addresses {

  /** Cloud platforms' own services that are not link-local by number. */
  private static final Set<String> METADATA =
      Set.of(
          "fd00:ec2:0:0:0:0:0:254",
          "fd20:ce:0:0:0:0:0:254",
          "100.100.100.200",
          "168.63.129.16",
          "192.0.0.192");

  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
  private static final byte[] SIX_TO_FOUR = {0x20, 0x02};
  private static final byte[] COMPATIBLE = new byte[12];

  private Addresses() {}

  /** Link-local, multicast, a metadata service, or no host at all. */
  static boolean isRefused(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || METADATA.contains(withoutZone(address.getHostAddress()))
        || (bytes.length == 4 ? isRefused(bytes, 0) : leadsToRefused(bytes));
  }

  /** An IPv6 address that a gateway, or the system, turns into an IPv4 address. */
  private static boolean leadsToRefused(byte[] bytes) {
    return (startsWith(bytes, NAT64) && isRefused(bytes, NAT64.length))
        || (startsWith(bytes, COMPATIBLE) && isRefused(bytes, COMPATIBLE.length))
        || (startsWith(bytes, SIX_TO_FOUR) && isRefused(bytes, SIX_TO_FOUR.length));
  }

  private static boolean isRefused(byte[] bytes, int from) {
    int first = bytes[from] & 255;
    int second = bytes[from + 1] & 255;
    String dotted =
        first + "." + second + "." + (bytes[from + 2] & 255) + "." + (bytes[from + 3] & 255);
    boolean linkLocal = first == 169 && second == 254;
    return first == 0 || first >= 224 || linkLocal || METADATA.contains(dotted);
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static String withoutZone(String text) {
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
