package dev.testaccounts.connectors;

import dev.testaccounts.core.service.Reply;

/** What an answer that is not the expected one means, the same for every HTTP connector. */
final class Replies {

  private Replies() {}

  /**
   * The rules: nothing sent is NotDone; no answer, 5xx and an unexpected success are Unknown,
   * because the effect may have been taken; 429 is NotDone; any other 3xx or 4xx is the service's
   * considered refusal.
   */
  static Reply failure(String operation, Answer answer) {
    return switch (answer) {
      case Answer.NotSent(String reason, boolean forGood) when forGood ->
          new Reply.Rejected(reason);
      case Answer.NotSent(String reason, boolean forGood) -> new Reply.NotDone(reason, null);
      case Answer.NoAnswer(String reason) -> new Reply.Unknown(operation + ": " + reason);
      case Answer.Status(int status, var after, var location) when status == 429 ->
          new Reply.NotDone(said(operation, status), after);
      case Answer.Status(int status, var after, var location) when status >= 300 && status < 400 ->
          new Reply.Rejected(
              said(operation, status)
                  + ", a redirect to "
                  + location
                  + "; redirects are not followed");
      case Answer.Status(int status, var after, var location) when status >= 400 && status < 500 ->
          new Reply.Rejected(said(operation, status));
      case Answer.Status(int status, var after, var location) ->
          new Reply.Unknown(said(operation, status));
    };
  }

  private static String said(String operation, int status) {
    return operation + ": the service answered " + status;
  }
}
