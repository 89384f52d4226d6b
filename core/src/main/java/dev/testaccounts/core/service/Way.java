package dev.testaccounts.core.service;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * The only way that one call to a service may take.
 *
 * @param addresses the service's, each looked at by the guard; no other may be connected to
 * @param within how long it may take in all
 * @param trust whom to trust there, and who to be, where the connection is by TLS
 */
public record Way(List<InetAddress> addresses, Duration within, Trust trust) {

  public Way {
    addresses = List.copyOf(addresses);
  }

  public Way(List<InetAddress> addresses, Duration within) {
    this(addresses, within, Trust.ofSystem());
  }
}
