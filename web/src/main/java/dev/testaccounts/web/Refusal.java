package dev.testaccounts.web;

import dev.testaccounts.api.ProblemCode;
import dev.testaccounts.core.kernel.Problem;
import java.util.Map;

/**
 * Why a request was not served, as HTTP has it.
 *
 * @param headers what goes with the status, such as Allow
 */
record Refusal(int status, String code, String detail, Map<String, String> headers) {

  private static final Map<String, String> SOON = Map.of("Retry-After", "1");

  static Refusal of(ProblemCode code, String detail) {
    return new Refusal(code.status(), code.code(), detail, headers(code.code()));
  }

  static Refusal of(Problem problem) {
    return new Refusal(status(problem), problem.code(), problem.detail(), headers(problem.code()));
  }

  Refusal withStatus(int other) {
    return new Refusal(other, code, detail, headers);
  }

  /** The kind of a problem is all that decides its status. */
  static int status(Problem problem) {
    return switch (problem) {
      case Problem.Invalid invalid -> 400;
      case Problem.Contradiction contradiction -> 422;
      case Problem.Forbidden forbidden -> 403;
      case Problem.NotFound notFound -> 404;
      case Problem.Conflict conflict -> 409;
      case Problem.ServiceFailed failed -> 502;
      case Problem.Unavailable unavailable -> 503;
    };
  }

  private static Map<String, String> headers(String code) {
    boolean soon =
        code.equals(ProblemCode.NONE_FREE.code())
            || code.equals(ProblemCode.REQUEST_UNDER_WAY.code())
            || code.equals(ProblemCode.STORE_UNAVAILABLE.code())
            || code.equals(ProblemCode.STOPPING.code());
    return soon ? SOON : Map.of();
  }
}
