package dev.testaccounts.core.job;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.kernel.Id;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a service and the ledger differ.
 *
 * @param listed how many accounts the service has, whoever made them
 * @param orphans with our mark in the service, and not known to be there
 * @param vanished known here as present, and not in the service
 * @param lingering deleted here, and still in the service: it lied about the delete
 */
public record Sweep(
    long listed, List<Orphan> orphans, List<Vanished> vanished, List<Lingering> lingering) {

  public Sweep {
    orphans = List.copyOf(orphans);
    vanished = List.copyOf(vanished);
    lingering = List.copyOf(lingering);
  }

  /** What is to be done about it. */
  public enum Action {
    REPORT,
    /** Orphans are put on record and removed, and what lingers is removed once more. */
    DELETE,
    /** Vanished accounts that nobody holds are removed here too. */
    FORGET
  }

  /** What was done about one of them. */
  public enum Fate {
    /** Nothing. */
    FOUND,
    /** It is on record, and workers remove it. */
    CONDEMNED,
    /**
     * It was to be removed, and where it is in its life does not allow that, or others came near
     * the cap on deletions meanwhile.
     */
    KEPT
  }

  /**
   * An account that the ledger does not know in this service.
   *
   * @param remoteId what the service calls it; null where it does not say
   * @param account the account here that has its name in other services, or had it: while it is
   *     there, the orphan is kept; null where there is none
   */
  public record Orphan(
      String username, @Nullable String remoteId, @Nullable Id account, Fate fate) {}

  /** An account whose tombstone stands here, and that the service still lists. */
  public record Lingering(Id account, String username, Fate fate) {}

  /**
   * An account that the service does not have any more.
   *
   * @param state where it was in its life when it was missed
   */
  public record Vanished(Id account, String username, AccountState state, Fate fate) {}
}
