package dev.testaccounts.api;

import java.util.List;

/**
 * What a probe account met with in a service.
 *
 * @param service the service that was checked
 * @param username the probe's name
 * @param passed whether no step failed
 * @param removed whether the probe is known to be gone; otherwise it is on record and its removal
 *     is tried again
 * @param millis how long all of it took
 * @param steps in the order they were made
 */
public record CertificateView(
    String service,
    String username,
    boolean passed,
    boolean removed,
    long millis,
    List<CertificateStep> steps) {

  /** Nothing is null. */
  public CertificateView {
    steps = List.copyOf(steps);
  }
}
