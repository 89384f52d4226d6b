package dev.testaccounts.core.service;

import dev.testaccounts.core.kernel.Id;
import java.time.Instant;

/**
 * A registered target microservice.
 *
 * @param id its identity, never reused
 * @param project whose it is
 * @param spec what was said about it
 * @param version grows by one with each change; the ETag
 * @param createdAt when it was registered
 */
public record TargetService(
    Id id, String project, ServiceSpec spec, long version, Instant createdAt) {

  public String name() {
    return spec.name();
  }

  /** Whether no call may be sent to it for now. */
  public boolean inMaintenance() {
    return spec.maintenance();
  }
}
