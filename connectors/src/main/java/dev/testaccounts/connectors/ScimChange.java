package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.RenderedRequest;
import dev.testaccounts.connectors.declaration.ScimRequests;
import dev.testaccounts.core.service.Reply;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a user what it is to be, in the way that the service knows: in part, or as a whole.
 *
 * @param wanted what it is to be
 */
record ScimChange(
    ScimExchange exchange,
    ScimRequests requests,
    ScimUsers users,
    ScimBulk bulk,
    ObjectNode wanted,
    ScimFeatures features,
    ScimTurn turn) {

  private static final Set<Integer> ABSENT = Set.of(404, 410);

  /** What is said where a user cannot be changed in part, whatever was said before. */
  private static final Set<Integer> NO_PATCH = Set.of(405, 501);

  /** It is of another version now, or a version must be named. */
  static final Set<Integer> OTHER_VERSION = Set.of(412, 428);

  /** One that changed since it was read is read again, once. */
  Reply of(ScimUser user) {
    Answer answer = send(user);
    if (!(answer instanceof Answer.Status status) || !OTHER_VERSION.contains(status.status())) {
      return reply(answer, user);
    }
    return users.byId(user.id(), turn).act(this::again);
  }

  private Reply again(Optional<ScimUser> now) {
    if (now.isEmpty()) {
      return new Reply.Absent();
    }
    Answer answer = send(now.get());
    return answer instanceof Answer.Status(int status, var after, var received)
            && OTHER_VERSION.contains(status)
        ? new Reply.NotDone(
            exchange.said("the user changed between reading and writing, twice", turn), after)
        : reply(answer, now.get());
  }

  private Answer send(ScimUser user) {
    RenderedRequest whole = requests.put(user.id(), wanted);
    if (!features.patch()) {
      return send(whole, user);
    }
    Answer answer = send(requests.patch(user.id(), wanted), user);
    return answer instanceof Answer.Status status && NO_PATCH.contains(status.status())
        ? send(whole, user)
        : answer;
  }

  private Answer send(RenderedRequest request, ScimUser user) {
    String version = user.version();
    return bulk.send(
        version == null ? request : request.withHeader(ScimRequests.VERSION, version), turn);
  }

  private Reply reply(Answer answer, ScimUser user) {
    return switch (answer) {
      case Answer.Status(int status, var after, var received) when status == 200 || status == 204 ->
          new Reply.Done(user.id());
      case Answer.Status(int status, var after, var received) when ABSENT.contains(status) ->
          new Reply.Absent();
      case Answer other -> exchange.failure(other, "200 or 204", turn);
    };
  }
}
