package dev.testaccounts.core.pool;

import dev.testaccounts.core.kernel.Id;
import java.time.Instant;
import java.util.List;

/**
 * A recipe for accounts and how many.
 *
 * @param id its identity, never reused
 * @param project whose it is
 * @param spec what was said about it
 * @param members its services with their rank in the order of {@code dependsOn}
 * @param version grows by one with each change; the ETag
 * @param createdAt when it was registered
 * @param leaving whether it is to be removed once it has no accounts any more; only a draining one
 */
public record Pool(
    Id id,
    String project,
    PoolSpec spec,
    List<Member> members,
    long version,
    Instant createdAt,
    boolean leaving) {

  /** One that stays. */
  public Pool(
      Id id, String project, PoolSpec spec, List<Member> members, long version, Instant createdAt) {
    this(id, project, spec, members, version, createdAt, false);
  }

  public Pool {
    members = List.copyOf(members);
  }

  public String name() {
    return spec.name();
  }

  /** Whether its accounts are in a service. */
  public boolean isIn(Id service) {
    return members.stream().anyMatch(each -> each.service().equals(service));
  }

  /**
   * A service of the pool: accounts are created in the lowest rank first, and deleted from it last.
   */
  public record Member(Id service, int rank) {}
}
