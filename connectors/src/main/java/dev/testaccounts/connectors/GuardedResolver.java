package dev.testaccounts.connectors;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.service.Guard;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host once for each connection and hands out only addresses that the guard allows. The
 * connection goes to exactly these addresses, so a name that changes between the look and the call
 * (DNS rebinding) gains nothing.
 */
final class GuardedResolver implements DnsResolver {

  private final Guard guard;

  GuardedResolver(Guard guard) {
    this.guard = guard;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = InetAddress.getAllByName(host);
    for (InetAddress address : addresses) {
      Optional<Problem> problem = guard.check(address);
      if (problem.isPresent()) {
        throw new AddressRefusedException(host + ": " + problem.get().detail());
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /** The guard refused an address; nothing was sent. */
  static final class AddressRefusedException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    AddressRefusedException(String message) {
      super(message);
    }
  }
}
