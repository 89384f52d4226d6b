package dev.testaccounts.core.service;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of asking a service which accounts it has. */
public sealed interface Listing {

  /**
   * Some of them.
   *
   * @param next where the rest begins, to be given back as it is; null where there is no more
   */
  record Part(List<Listed> accounts, @Nullable String next) implements Listing {
    public Part {
      accounts = List.copyOf(accounts);
    }
  }

  /**
   * There is no telling.
   *
   * @param reply Rejected, NotDone, Held or Unknown
   */
  record Untold(Reply reply) implements Listing {}

  /**
   * An account that a service has, whoever made it.
   *
   * @param remoteId what the service calls it; null where it does not say
   */
  record Listed(String username, @Nullable String remoteId) {}
}
