package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.ScimRequests;
import dev.testaccounts.core.service.Listing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells which accounts a service has: those with our mark where it can be asked for them, else all.
 */
record ScimList(ScimConfiguration configuration, ScimUsers users) {

  private static final String MARKED = "marked:";
  private static final String ALL = "all:";

  /**
   * One part.
   *
   * @param from what the part before said of it; null for the first
   */
  Listing part(@Nullable String from, ScimTurn turn) {
    Asked<ScimUsers.Part> asked =
        configuration
            .features(turn)
            .then(features -> from == null ? first(features, turn) : next(from, features, turn));
    return switch (asked) {
      case Asked.Told<ScimUsers.Part>(ScimUsers.Part part) -> listing(part);
      case Asked.Untold<ScimUsers.Part>(var why) -> new Listing.Untold(why);
    };
  }

  /**
   * A service that finds no mark may have none of our accounts, or keep no marks: taken for the
   * former, all that it has would look lost.
   */
  private Asked<ScimUsers.Part> first(ScimFeatures features, ScimTurn turn) {
    return features.filter()
        ? users
            .part(ScimRequests.marked(), 1, features, turn)
            .then(
                part ->
                    part.users().isEmpty() && part.filter() != null
                        ? users.part(null, 1, features, turn)
                        : new Asked.Told<>(part))
        : users.part(null, 1, features, turn);
  }

  private Asked<ScimUsers.Part> next(String from, ScimFeatures features, ScimTurn turn) {
    String filter = from.startsWith(MARKED) ? ScimRequests.marked() : null;
    long start = Long.parseLong(from.substring(from.indexOf(':') + 1));
    return users.part(filter, start, features, turn);
  }

  private static Listing listing(ScimUsers.Part part) {
    List<Listing.Listed> accounts =
        part.users().stream().map(user -> new Listing.Listed(user.username(), user.id())).toList();
    String kind = part.filter() == null ? ALL : MARKED;
    return new Listing.Part(accounts, part.next() == 0 ? null : kind + part.next());
  }
}
