package dev.testaccounts.core.service;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The only way that one call to a service may take.
 *
 * @param addresses the service's, each looked at by the guard; no other may be connected to
 * @param within how long it may take in all
 * @param tls whom to trust on a TLS connection, and who to be; null for the system's choice
 */
public record Way(List<InetAddress> addresses, Duration within, @Nullable SSLContext tls) {

  public Way {
    addresses = List.copyOf(addresses);
  }

  public Way(List<InetAddress> addresses, Duration within) {
    this(addresses, within, null);
  }
}
