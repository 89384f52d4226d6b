package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.OperationName;
import dev.testaccounts.core.service.Reply;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What an answer that is not the expected one means, the same for every HTTP connector. */
final class Replies {

  /** Request time-out, too early, too many requests: refused before anything was done. */
  private static final Set<Integer> NOT_NOW = Set.of(408, 425, 429);

  /** The next attempt would be refused as well: it says who must do something about it. */
  private static final Set<Integer> CREDENTIALS = Set.of(401, 403);

  private Replies() {}

  /**
   * The rules: nothing sent is NotDone; no answer, 5xx, an unexpected success and a create that
   * leads elsewhere are Unknown, because the effect may have been taken; 408, 425 and 429 are
   * NotDone; any other 3xx or 4xx is the service's considered refusal. No text of the service is
   * repeated, not even where a redirect leads: it was told secrets.
   */
  static Reply failure(Voice voice, String operation, Answer answer) {
    return switch (answer) {
      case Answer.NotSent(String reason, boolean forGood, var after) when forGood ->
          new Reply.Rejected(voice.said(operation, reason));
      case Answer.NotSent(String reason, boolean forGood, var after) ->
          new Reply.NotDone(voice.said(operation, reason), after);
      case Answer.Held(String reason, Duration pause) ->
          new Reply.Held(voice.said(operation, reason), pause);
      case Answer.NoAnswer(String reason) -> new Reply.Unknown(voice.said(operation, reason));
      case Answer.Status(int status, var after, var received) when NOT_NOW.contains(status) ->
          new Reply.NotDone(voice.said(operation, answered(status) + asks(after)), after);
      case Answer.Status(int status, var after, var received) when leadsElsewhere(status) ->
          redirected(
              operation,
              voice.said(operation, answered(status) + ", a redirect; redirects are not followed"));
      case Answer.Status(int status, var after, var received) when CREDENTIALS.contains(status) ->
          new Reply.Rejected(
              voice.said(operation, "the service refused our credentials (" + status + ")"));
      case Answer.Status(int status, var after, var received) when status >= 400 && status < 500 ->
          new Reply.Rejected(voice.said(operation, answered(status)));
      case Answer.Status(int status, var after, var received) ->
          new Reply.Unknown(voice.said(operation, answered(status) + asks(after)), after);
    };
  }

  /** Whether it is a redirect's status. */
  static boolean leadsElsewhere(int status) {
    return status >= 300 && status < 400;
  }

  /** Many make the account and lead to where it is. */
  private static Reply redirected(String operation, String reason) {
    return operation.equals(OperationName.CREATE.word())
        ? new Reply.Unknown(reason)
        : new Reply.Rejected(reason);
  }

  private static String answered(int status) {
    return "the service answered " + status;
  }

  /** What a service asks for with its answer; empty where it asks for nothing. */
  static String asks(@Nullable Duration after) {
    return after == null ? "" : ", and asks to be left alone for " + after.toSeconds() + " s";
  }

  /** What stands where JSON should. */
  static String noJson(Received received) {
    String type = received.type();
    return "expected JSON, got " + type + (type.endsWith("json") ? " that is none" : "");
  }

  /** Only a question was asked: nothing can have been changed. */
  static Reply notActed(Reply reply) {
    return reply instanceof Reply.Unknown(String reason, Duration after)
        ? new Reply.NotDone(reason, after)
        : reply;
  }

  /** Why something was not done. */
  static String words(Reply reply) {
    return switch (reply) {
      case Reply.Rejected(String reason) -> reason;
      case Reply.Conflict(String reason) -> reason;
      case Reply.NotDone(String reason, var after) -> reason;
      case Reply.Unknown(String reason, var after) -> reason;
      case Reply.Held(String reason, var pause) -> reason;
      case Reply.Done _, Reply.Absent _ -> "the service's answer makes no sense";
    };
  }

  /** The same with other words for its reason. */
  static Reply reworded(Reply reply, UnaryOperator<String> words) {
    return switch (reply) {
      case Reply.Rejected(String reason) -> new Reply.Rejected(words.apply(reason));
      case Reply.Conflict(String reason) -> new Reply.Conflict(words.apply(reason));
      case Reply.NotDone(String reason, Duration after) ->
          new Reply.NotDone(words.apply(reason), after);
      case Reply.Unknown(String reason, Duration after) ->
          new Reply.Unknown(words.apply(reason), after);
      case Reply.Held(String reason, Duration pause) -> new Reply.Held(words.apply(reason), pause);
      case Reply other -> other;
    };
  }
}
