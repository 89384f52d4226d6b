package dev.testaccounts.web;

import dev.testaccounts.api.ProblemCode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps web pages out, which can reach a loopback server through their reader's browser. A page
 * whose name was rebound to our address gives itself away by the Host header, one of another origin
 * by the Origin header. Immutable.
 */
final class HostRules {

  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.%]+]");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  private static final Pattern PORT = Pattern.compile(":[0-9]*$");

  private final Set<String> hosts;
  private final boolean anyAddress;

  /**
   * @param bind what the server listens on
   * @param hosts further names it is called by
   */
  HostRules(String bind, Set<String> hosts) {
    String own = bracketed(bind.toLowerCase(Locale.ROOT));
    this.hosts =
        Stream.concat(Stream.of(own), hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)))
            .collect(Collectors.toUnmodifiableSet());
    // An address cannot be rebound; who listens for others is called by one.
    this.anyAddress = !LOOPBACK.matcher(own).matches();
  }

  /** Throws where the request must not be served. */
  void check(Incoming incoming) {
    String host = incoming.header().apply("Host").orElse("").toLowerCase(Locale.ROOT);
    if (!known(withoutPort(host))) {
      throw new RefusedException(
          ProblemCode.HOST_REFUSED,
          "Host: expected localhost, the address the server listens on or a name it was told, got "
              + Shown.quoted(host));
    }
    if (incoming.writes() && foreign(incoming, host)) {
      throw new RefusedException(
          ProblemCode.ORIGIN_REFUSED, "Origin: expected the server's own, got another");
    }
  }

  private boolean known(String host) {
    return LOOPBACK.matcher(host).matches()
        || hosts.contains(host)
        || (anyAddress && ADDRESS.matcher(host).matches());
  }

  private static boolean foreign(Incoming incoming, String host) {
    Optional<String> origin = incoming.header().apply("Origin");
    Optional<String> site = incoming.header().apply("Sec-Fetch-Site");
    return origin.filter(given -> !authority(given).equals(host)).isPresent()
        || site.filter(given -> !given.equals("same-origin") && !given.equals("none")).isPresent();
  }

  /** The host and port of an origin; itself where it has none ({@code null}). */
  private static String authority(String origin) {
    int scheme = origin.indexOf("://");
    return (scheme < 0 ? origin : origin.substring(scheme + 3)).toLowerCase(Locale.ROOT);
  }

  private static String withoutPort(String host) {
    return PORT.matcher(host).replaceFirst("");
  }

  private static String bracketed(String address) {
    return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
  }
}
