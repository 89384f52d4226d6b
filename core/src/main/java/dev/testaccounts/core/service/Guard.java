package dev.testaccounts.core.service;

import dev.testaccounts.core.kernel.Problem;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Says which hosts may be called at all. A host must be on the allow list and not on the deny list;
 * link-local and metadata addresses are refused whatever the lists say, and so is everything marked
 * production.
 *
 * <p>A pattern is a host name, or {@code *.} and a domain (any depth below it, not the domain
 * itself). Immutable.
 *
 * @param allowHosts patterns of hosts that may be called
 * @param denyHosts patterns of hosts that may not, although allowed
 */
public record Guard(List<String> allowHosts, List<String> denyHosts) {

  private static final Set<String> PRODUCTION = Set.of("production", "prod", "live");

  private static final Set<String> HTTP = Set.of("http", "https");

  /** What a service may be reached by: HTTP, a directory's protocol, or what its bundle speaks. */
  private static final Set<String> SERVICES = Set.of("http", "https", "ldap", "ldaps", "tcp");

  private static final int MOST_PORT = 65_535;

  public Guard {
    allowHosts = allowHosts.stream().map(Guard::lower).toList();
    denyHosts = denyHosts.stream().map(Guard::lower).toList();
  }

  /** Loopback only: what may be called where nothing else was said. */
  public static Guard loopback() {
    return new Guard(List.of("localhost", "127.0.0.1", "[::1]"), List.of());
  }

  /** Why a service may not be registered or called; empty where it may. */
  public Optional<Problem> check(URI url, String environment) {
    if (PRODUCTION.contains(lower(environment.strip()))) {
      return forbidden(
          "production-refused",
          "environment: '" + environment + "' is production; test accounts never go there");
    }
    return speaks(url, SERVICES)
        ? checkPlace(url)
        : invalid(
            "url: expected http:// or https:// (or for connid ldap://, ldaps:// or tcp://), got '"
                + shown(url)
                + "'");
  }

  /**
   * Why a URL may not be called by HTTP; empty where it may. The address is checked apart, when it
   * is known.
   */
  public Optional<Problem> check(URI url) {
    return speaks(url, HTTP)
        ? checkPlace(url)
        : invalid("url: expected http:// or https://, got '" + shown(url) + "'");
  }

  private static boolean speaks(URI url, Set<String> schemes) {
    return url.getScheme() != null && schemes.contains(lower(url.getScheme()));
  }

  private Optional<Problem> checkPlace(URI url) {
    String host = url.getHost();
    if (host == null) {
      return invalid("url: expected a host, got '" + shown(url) + "'");
    }
    if (url.getRawUserInfo() != null) {
      return invalid("url: credentials do not belong in a URL; use a credentials reference");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      return invalid(
          "url: expected a base URL without query and fragment, got '" + shown(url) + "'");
    }
    if (url.getPort() == 0 || url.getPort() > MOST_PORT) {
      return invalid("url: expected a port of 1 to " + MOST_PORT + ", got " + url.getPort());
    }
    return checkHost(lower(host));
  }

  private Optional<Problem> checkHost(String host) {
    if (denyHosts.stream().anyMatch(pattern -> matches(pattern, host))) {
      return forbidden("host-not-allowed", "url: host '" + host + "' is on the deny list");
    }
    if (allowHosts.stream().noneMatch(pattern -> matches(pattern, host))) {
      return forbidden(
          "host-not-allowed", "url: host '" + host + "' is not on the allow list " + allowHosts);
    }
    return Optional.empty();
  }

  /** Why an address may not be connected to, whatever name led to it; empty where it may. */
  public Optional<Problem> check(InetAddress address) {
    return Addresses.isRefused(address)
        ? forbidden(
            "address-refused",
            "address " + address.getHostAddress() + " is link-local, a metadata service or no host")
        : Optional.empty();
  }

  private static boolean matches(String pattern, String host) {
    return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /**
   * A URL for a message: without query and fragment, and not at all where it may hold credentials.
   * What a URL that was refused calls its host or path may be anything, so its text is looked at.
   */
  private static String shown(URI url) {
    String text = url.toString().split("[?#]", 2)[0];
    if (text.contains("@")) {
      return "(a URL with credentials)";
    }
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  private static Optional<Problem> invalid(String detail) {
    return Optional.of(new Problem.Invalid("invalid-url", detail));
  }

  private static Optional<Problem> forbidden(String code, String detail) {
    return Optional.of(new Problem.Forbidden(code, detail));
  }
}
