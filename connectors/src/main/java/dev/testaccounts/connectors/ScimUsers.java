package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.ScimRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks a service for its users. Thread-safe. */
record ScimUsers(ScimExchange exchange, ScimRequests requests) {

  private static final Set<Integer> ABSENT = Set.of(404, 410);

  /** What is said to a filter that the service does not know after all. */
  private static final Set<Integer> NO_SUCH_FILTER = Set.of(400, 501);

  /**
   * Some of the users.
   *
   * @param filter what they were asked for by; null where the service does not know such filters
   * @param next the place of the first that is not among them; 0 where there is no more
   */
  record Part(List<ScimUser> users, @Nullable String filter, long next) {}

  /** The user of an id; empty where there is none. */
  Asked<Optional<ScimUser>> byId(String id, ScimTurn turn) {
    return switch (exchange.send(requests.read(id), turn)) {
      case Answer.Status(int status, var after, Received received) when status == 200 ->
          exchange.json(received, turn).then(said -> user(said, received, turn));
      case Answer.Status(int status, var after, var received) when ABSENT.contains(status) ->
          new Asked.Told<>(Optional.empty());
      case Answer other -> new Asked.Untold<>(exchange.failure(other, "200 or 404", turn));
    };
  }

  private Asked<Optional<ScimUser>> user(JsonNode said, Received received, ScimTurn turn) {
    String etag = received.values("ETag").stream().findFirst().orElse(null);
    ScimUser user = ScimUser.of(said, etag);
    return user == null
        ? exchange.untold("expected a user with id and userName, got none", turn)
        : new Asked.Told<>(Optional.of(user));
  }

  /** The user of a name; empty where there is none. Without filters all are looked at. */
  Asked<Optional<ScimUser>> byName(String username, ScimFeatures features, ScimTurn turn) {
    String filter = features.filter() ? ScimRequests.named(username) : null;
    long start = 1;
    while (start > 0) {
      Asked<Part> asked = part(filter, start, features, turn);
      if (!(asked instanceof Asked.Told<Part>(Part part))) {
        return asked.then(never -> new Asked.Told<>(Optional.empty()));
      }
      // A service may take no notice of a filter.
      Optional<ScimUser> found =
          part.users().stream().filter(each -> each.isCalled(username)).findFirst();
      if (found.isPresent()) {
        return new Asked.Told<>(found);
      }
      filter = part.filter();
      start = part.next();
    }
    return new Asked.Told<>(Optional.empty());
  }

  /**
   * Some of the users, or of all where the service turns out not to know the filter.
   *
   * @param filter which; null for all
   */
  Asked<Part> part(@Nullable String filter, long start, ScimFeatures features, ScimTurn turn) {
    return switch (exchange.send(requests.search(filter, start, features.mostResults()), turn)) {
      case Answer.Status(int status, var after, Received received) when status == 200 ->
          exchange.json(received, turn).then(said -> part(said, filter, start, turn));
      case Answer.Status(int status, var after, var received)
          when filter != null && start == 1 && NO_SUCH_FILTER.contains(status) ->
          part(null, start, features, turn);
      case Answer other -> new Asked.Untold<>(exchange.failure(other, "200", turn));
    };
  }

  /** A part may be shorter than was asked for; where it begins and what there is in all is said. */
  private Asked<Part> part(JsonNode said, @Nullable String filter, long start, ScimTurn turn) {
    JsonNode total = said.path("totalResults");
    if (!total.isIntegralNumber() || !total.canConvertToLong()) {
      return exchange.untold("expected totalResults, a number, got none", turn);
    }
    JsonNode resources = said.path("Resources");
    long began = said.path("startIndex").asLong(start);
    if (!resources.isEmpty() && began != start) {
      return exchange.untold("expected users from startIndex " + start + ", got " + began, turn);
    }
    if (resources.isEmpty() && start <= total.longValue()) {
      // Taken for the end, this would make accounts that are there look lost.
      return exchange.untold(
          "expected the users from %d to %d, got none".formatted(start, total.longValue()), turn);
    }
    return users(resources, turn).then(users -> told(users, filter, start, total.longValue()));
  }

  private static Asked<Part> told(
      List<ScimUser> users, @Nullable String filter, long start, long total) {
    long next = start + users.size();
    return new Asked.Told<>(new Part(users, filter, next <= total ? next : 0));
  }

  private Asked<List<ScimUser>> users(JsonNode resources, ScimTurn turn) {
    List<ScimUser> users = new ArrayList<>();
    for (JsonNode each : resources) {
      ScimUser user = ScimUser.of(each, null);
      if (user == null) {
        return exchange.untold("expected users with id and userName, got one without", turn);
      }
      users.add(user);
    }
    return new Asked.Told<>(users);
  }
}
