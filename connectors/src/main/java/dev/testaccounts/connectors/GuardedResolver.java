package dev.testaccounts.connectors;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.service.Guard;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host once for each connection and hands out only addresses that the guard allows. The
 * connection goes to exactly these addresses, so a name that changes between the look and the call
 * (DNS rebinding) gains nothing.
 */
final class GuardedResolver implements DnsResolver {

  private final Guard guard;
  private final Duration timeout;
  private final Lookup lookup;

  GuardedResolver(Guard guard, Duration timeout) {
    this(guard, timeout, InetAddress::getAllByName);
  }

  GuardedResolver(Guard guard, Duration timeout, Lookup lookup) {
    this.guard = guard;
    this.timeout = timeout;
    this.lookup = lookup;
  }

  /** Where names are looked up. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = inTime(host);
    for (InetAddress address : addresses) {
      Optional<Problem> problem = guard.check(address);
      if (problem.isPresent()) {
        throw new AddressRefusedException(host + ": " + problem.get().detail());
      }
    }
    return addresses;
  }

  /**
   * The system's resolver cannot be interrupted and knows no time-out but its own, often 30 s; it
   * also holds on to the carrier of a virtual thread. So it has a thread of its own, and is left
   * behind when it takes too long.
   */
  private InetAddress[] inTime(String host) throws UnknownHostException {
    FutureTask<InetAddress[]> task = new FutureTask<>(() -> lookup.addresses(host));
    Thread.ofPlatform().daemon().name("name-lookup").start(task);
    try {
      return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new UnknownHostException(host + ": no name server answered in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException(host + ": interrupted");
    } catch (ExecutionException e) {
      throw new UnknownHostException(host);
    }
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
