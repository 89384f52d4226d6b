package dev.testaccounts.core.job;

import dev.testaccounts.core.account.Usernames;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Listing.Listed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every account that a service tells of: all parts of its list, or none. */
record Roll(List<Listed> accounts, Set<String> folded) {

  /** More than any service for tests has; a list that never ends must not fill the memory. */
  static final int MOST = 1_000_000;

  /** Where the newest come first, a page of new ones moves what was read onto the next page. */
  private static final int MOST_IN_VAIN = 10;

  /**
   * Reads the list to its end. A part of it would make all others seem to have vanished.
   *
   * @param service its name
   * @param end when no further part is asked for
   */
  static Result<Roll> read(String service, Connector connector, InstantSource clock, Instant end) {
    Set<Listed> accounts = new LinkedHashSet<>();
    Set<String> pages = new HashSet<>();
    String from = null;
    int inVain = 0;
    while (clock.instant().isBefore(end)) {
      switch (connector.list(from)) {
        case Listing.Untold(var reply) -> {
          return failed(service, Finding.words(reply));
        }
        case Listing.Part(var part, String next) -> {
          boolean more = accounts.addAll(part);
          if (next == null) {
            return Result.ok(new Roll(List.copyOf(accounts), names(accounts)));
          }
          // What a page is called may hold a secret: some repeat the whole request in it.
          if (!pages.add(next)) {
            return failed(service, "a page leads to one that was read before");
          }
          inVain = more || part.isEmpty() ? 0 : inVain + 1;
          if (inVain > MOST_IN_VAIN) {
            return failed(service, "its pages have none that earlier ones did not have");
          }
          if (accounts.size() > MOST) {
            return failed(service, "there are more than " + MOST);
          }
          from = next;
        }
      }
    }
    return failed(service, "there was no time for more than " + accounts.size() + " accounts");
  }

  /** Some services do not tell upper from lower case, and hand names back changed. */
  private static Set<String> names(Set<Listed> accounts) {
    return accounts.stream()
        .map(each -> Usernames.folded(each.username()))
        .collect(Collectors.toSet());
  }

  boolean has(String username) {
    return folded.contains(Usernames.folded(username));
  }

  /** What a connector says names its service already. */
  private static <T> Result<T> failed(String service, String reason) {
    String begin = "service '" + service + "': ";
    return Result.refused(
        new Problem.ServiceFailed(
            "service-failed",
            begin
                + "list: expected all of its accounts: "
                + (reason.startsWith(begin) ? reason.substring(begin.length()) : reason)));
  }
}
