package dev.testaccounts.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a service and the ledger differ.
 *
 * @param listed how many accounts the service has, whoever made them
 * @param orphans with our mark in the service, and not known to be there
 * @param vanished known here as present, and not in the service
 * @param lingering deleted here, and still in the service
 */
public record OrphansView(
    long listed, List<Orphan> orphans, List<Vanished> vanished, List<Lingering> lingering) {

  /** Nothing is null. */
  public OrphansView {
    orphans = List.copyOf(orphans);
    vanished = List.copyOf(vanished);
    lingering = List.copyOf(lingering);
  }

  /**
   * An account that the ledger does not know in this service.
   *
   * @param id what the service calls it; null where it does not say
   * @param account the id here of the account that has its name in other services, or had it; null
   *     where there is none
   * @param fate {@code found}, {@code condemned} or {@code kept}
   */
  public record Orphan(
      String username, @Nullable String id, @Nullable String account, String fate) {}

  /**
   * An account that was deleted here, and that the service still lists.
   *
   * @param account its id here
   * @param fate {@code found}, {@code condemned} or {@code kept}
   */
  public record Lingering(String account, String username, String fate) {}

  /**
   * An account that the service does not have any more.
   *
   * @param account its id here
   * @param state where it was in its life
   * @param fate {@code found}, {@code condemned} or {@code kept}
   */
  public record Vanished(String account, String username, String state, String fate) {}
}
