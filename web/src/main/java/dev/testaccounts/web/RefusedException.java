package dev.testaccounts.web;

import dev.testaccounts.api.ProblemCode;

/** What was read cannot be served. Carries no stack: it tells of the request, not of the code. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  RefusedException(Refusal refusal) {
    super(refusal.detail(), null, false, false);
    this.refusal = refusal;
  }

  RefusedException(ProblemCode code, String detail) {
    this(Refusal.of(code, detail));
  }

  static RefusedException invalid(String detail) {
    return new RefusedException(ProblemCode.INVALID_REQUEST, detail);
  }

  Refusal refusal() {
    return refusal;
  }
}
