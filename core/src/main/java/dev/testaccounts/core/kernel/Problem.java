package dev.testaccounts.core.kernel;

/**
 * Why something was not done: a stable code, and a sentence that says what, where, expected and
 * actual. The kind tells who can mend it, and is all that the web room needs to choose a status.
 */
public sealed interface Problem {

  /** Stable, kebab-case, listed in the api room's golden file. */
  String code();

  /** One sentence for a person; never holds a secret. */
  String detail();

  /** The request itself is wrong: sending it again unchanged cannot succeed. */
  record Invalid(String code, String detail) implements Problem {}

  /** The request contradicts an earlier one that it claims to repeat. */
  record Contradiction(String code, String detail) implements Problem {}

  /** What the request names does not exist in the caller's project. */
  record NotFound(String code, String detail) implements Problem {}

  /** The request is well formed, but the present state does not allow it. */
  record Conflict(String code, String detail) implements Problem {}

  /** The guard forbids it: a host that may not be called, or production. */
  record Forbidden(String code, String detail) implements Problem {}

  /** A target service failed or answered what it should not have. */
  record ServiceFailed(String code, String detail) implements Problem {}

  /** We cannot answer now (the store is away, we are stopping); it may work later. */
  record Unavailable(String code, String detail) implements Problem {}
}
