package dev.testaccounts.core.service;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * The only way that one call to a service may take.
 *
 * @param addresses the service's, each looked at by the guard; no other may be connected to
 * @param within how long it may take in all
 */
public record Way(List<InetAddress> addresses, Duration within) {

  public Way {
    addresses = List.copyOf(addresses);
  }
}
