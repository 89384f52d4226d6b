package dev.testaccounts.core.job;

import dev.testaccounts.core.job.Certificate.Verdict;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.SignIn;

/**
 * What a step of a certification came to.
 *
 * @param detail in the service's words where it has any
 */
record Finding(Verdict verdict, String detail) {

  private static final String NO_SUCH_ACCOUNT = "the service says that there is no such account";

  static Finding ok(String detail) {
    return new Finding(Verdict.OK, detail);
  }

  static Finding failed(String detail) {
    return new Finding(Verdict.FAILED, detail);
  }

  /** For what should be done. */
  static Finding done(Reply reply) {
    return reply instanceof Reply.Done(String id)
        ? ok(id == null ? "done" : "done; the service calls it '" + id + "'")
        : failed(words(reply));
  }

  /**
   * For what should not be there.
   *
   * @param deletes how many it took
   */
  static Finding absent(Reply reply, int deletes) {
    if (reply instanceof Reply.Absent) {
      return ok(
          deletes == 1 ? NO_SUCH_ACCOUNT : NO_SUCH_ACCOUNT + ", after " + deletes + " deletes");
    }
    return failed(reply instanceof Reply.Done ? "the service still has it" : words(reply));
  }

  /** For what should be gone afterwards, whether it was there or not. */
  static Finding gone(Reply reply) {
    return reply instanceof Reply.Absent ? ok(NO_SUCH_ACCOUNT) : done(reply);
  }

  static Finding letIn(SignIn signIn) {
    return switch (signIn) {
      case SignIn.In(var tokens) -> ok("signed in; tokens: " + tokens.size());
      case SignIn.Refused(String reason) -> failed(reason);
      case SignIn.Untold(Reply reply) -> failed(words(reply));
    };
  }

  static Finding keptOut(SignIn signIn) {
    return switch (signIn) {
      case SignIn.In in -> failed("expected to be refused, was let in");
      case SignIn.Refused(String reason) -> ok(reason);
      case SignIn.Untold(Reply reply) -> failed(words(reply));
    };
  }

  static String words(Reply reply) {
    return switch (reply) {
      case Reply.Done done -> "the service's answer makes no sense";
      case Reply.Absent absent -> NO_SUCH_ACCOUNT;
      case Reply.Conflict(String reason) -> "the name is taken: " + reason;
      case Reply.Rejected(String reason) -> reason;
      case Reply.NotDone(String reason, var after) -> reason;
      case Reply.Held(String reason, var pause) -> reason;
      case Reply.Unknown(String reason, var after) -> reason;
    };
  }
}
