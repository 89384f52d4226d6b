package dev.testaccounts.core.job;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Listing.Listed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Every account that a service tells of: all parts of its list, or none. */
record Roll(List<Listed> accounts, Set<String> folded) {

  /**
   * Reads the list to its end. A part of it would make all others seem to have vanished.
   *
   * @param service its name
   * @param end when no further part is asked for
   */
  static Result<Roll> read(String service, Connector connector, InstantSource clock, Instant end) {
    List<Listed> accounts = new ArrayList<>();
    String from = null;
    while (clock.instant().isBefore(end)) {
      switch (connector.list(from)) {
        case Listing.Untold(var reply) -> {
          return failed(service, Finding.words(reply));
        }
        case Listing.Part(var part, String next) -> {
          accounts.addAll(part);
          if (next == null) {
            return Result.ok(new Roll(accounts, names(accounts)));
          }
          if (next.equals(from)) {
            return failed(service, "page '" + next + "' leads to itself");
          }
          from = next;
        }
      }
    }
    return failed(service, "there was no time for more than " + accounts.size() + " accounts");
  }

  /** Some services do not tell upper from lower case, and hand names back changed. */
  private static Set<String> names(List<Listed> accounts) {
    return accounts.stream().map(each -> folded(each.username())).collect(Collectors.toSet());
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  boolean has(String username) {
    return folded.contains(folded(username));
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
