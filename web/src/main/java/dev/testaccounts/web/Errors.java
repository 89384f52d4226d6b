package dev.testaccounts.web;

import dev.testaccounts.api.ProblemBody;
import dev.testaccounts.api.ProblemCode;
import dev.testaccounts.api.SimpleError;
import dev.testaccounts.core.kernel.StoreUnavailableException;
import java.util.function.Supplier;

/** The one place where errors become HTTP. Thread-safe. */
final class Errors {

  private static final System.Logger LOG = System.getLogger(Errors.class.getName());

  private final Supplier<String> incidents;

  /**
   * @param incidents makes the ids under which faults are logged
   */
  Errors(Supplier<String> incidents) {
    this.incidents = incidents;
  }

  /**
   * Where an error is told.
   *
   * @param path what was asked for
   */
  record Place(Dialect dialect, String path) {}

  Answer.Reply reply(Answer answer, Place place) {
    return switch (answer) {
      case Answer.Reply reply -> reply;
      case Answer.Refused(Refusal refusal) -> reply(refusal, place);
    };
  }

  Answer.Reply reply(Refusal refusal, Place place) {
    return place.dialect().simple() ? simple(refusal) : problem(refusal, place.path());
  }

  Answer.Reply storeAway(StoreUnavailableException fault, Place place) {
    LOG.log(System.Logger.Level.WARNING, "the store does not answer", fault);
    return reply(
        Refusal.of(
            ProblemCode.STORE_UNAVAILABLE, "the store does not answer now; nothing was changed"),
        place);
  }

  Answer.Reply fault(RuntimeException fault, Place place) {
    String incident = incidents.get();
    LOG.log(System.Logger.Level.ERROR, "incident " + incident, fault);
    String detail = "incident " + incident + " is in the server's log";
    Refusal refusal = Refusal.of(ProblemCode.INTERNAL, detail);
    return place.dialect().simple()
        ? json(refusal, Json.TYPE, new SimpleError(place.dialect().fault()))
        : problem(refusal, "urn:tam:incident:" + incident);
  }

  static Answer.Reply problem(Refusal refusal, String instance) {
    String title =
        ProblemCode.of(refusal.code()).map(ProblemCode::meaning).orElse("It was not done");
    return json(
        refusal,
        Json.PROBLEM_TYPE,
        new ProblemBody(
            "urn:tam:problem:" + refusal.code(),
            title,
            refusal.status(),
            refusal.detail(),
            refusal.code(),
            instance));
  }

  /** The simple API knows 400 for whatever is wrong with a body. */
  private static Answer.Reply simple(Refusal refusal) {
    boolean unreadable = refusal.code().equals(ProblemCode.UNSUPPORTED_MEDIA_TYPE.code());
    return json(
        unreadable ? refusal.withStatus(400) : refusal,
        Json.TYPE,
        new SimpleError(refusal.detail()));
  }

  private static Answer.Reply json(Refusal refusal, String type, Object body) {
    return new Answer.Reply(refusal.status(), type, Json.bytes(body), refusal.headers());
  }
}
