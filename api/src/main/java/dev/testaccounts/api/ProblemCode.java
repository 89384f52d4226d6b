package dev.testaccounts.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Every code that a {@link ProblemBody} may carry, with its HTTP status and what it means. Codes
 * are never renamed; {@code problem-codes} beside this class is the golden list that a test
 * compares with.
 */
public enum ProblemCode {
  /** 400, or what else HTTP itself has for it. */
  MALFORMED_HTTP("malformed-http", "The request is not well-formed HTTP", 400, 413, 414, 431, 505),
  /** 400. */
  MALFORMED_JSON("malformed-json", "The body is not well-formed JSON", 400),
  /** 400. */
  INVALID_REQUEST(
      "invalid-request", "A part of the request is missing, unknown or out of range", 400),
  /** 400. */
  INVALID_NAME("invalid-name", "The name does not follow the rule for names", 400),
  /** 400. */
  INVALID_URL("invalid-url", "The URL cannot be the base URL of a service", 400),
  /** 400. */
  TTL_OUT_OF_RANGE("ttl-out-of-range", "The pool does not allow a lease of this length", 400),
  /** 400. */
  EMPTY_SELECTOR("empty-selector", "A clean-up must say what it is to remove", 400),
  /** 403. */
  PRODUCTION_REFUSED("production-refused", "Test accounts never go to production", 403),
  /** 403. */
  HOST_NOT_ALLOWED("host-not-allowed", "The guard does not allow calls to this host", 403),
  /** 403. */
  ADDRESS_REFUSED("address-refused", "The guard does not allow calls to this address", 403),
  /** 403. */
  ORIGIN_REFUSED("origin-refused", "A page of another origin may not change anything here", 403),
  /** 404. */
  NO_SUCH_PATH("no-such-path", "There is nothing at this path", 404),
  /** 404; 400 where a pool's body names the service. */
  NO_SUCH_SERVICE("no-such-service", "There is no such service", 404, 400),
  /** 404. */
  NO_SUCH_POOL("no-such-pool", "There is no such pool", 404),
  /** 404. */
  NO_SUCH_ACCOUNT("no-such-account", "There is no such account", 404),
  /** 404. */
  NO_SUCH_LEASE("no-such-lease", "There is no such lease", 404),
  /** 404. */
  NO_SUCH_JOB("no-such-job", "There is no such job", 404),
  /** 405. */
  METHOD_NOT_ALLOWED("method-not-allowed", "The path does not know this method", 405),
  /** 409. */
  NONE_FREE("none-free", "Every account of the pool is in use, being cleaned or being made", 409),
  /** 409. */
  NAME_TAKEN("name-taken", "The name is taken", 409),
  /** 409. */
  IN_USE("in-use", "Something still uses it", 409),
  /** 409. */
  CHANGED_MEANWHILE("changed-meanwhile", "It was changed or removed since it was read", 409),
  /** 409. */
  POOL_FULL("pool-full", "The pool has as many accounts as it may have", 409),
  /** 409. */
  POOL_DRAINING("pool-draining", "The pool hands out and gets nothing new", 409),
  /** 409. */
  NAMES_EXHAUSTED("names-exhausted", "The username pattern has run out of free names", 409),
  /** 409. */
  LEASE_ENDED("lease-ended", "The lease is over", 409),
  /** 409. */
  LEASE_LIVE("lease-live", "The lease still has time", 409),
  /** 409. */
  STALE_EPOCH("stale-epoch", "The account has gone to another holder since", 409),
  /** 409. */
  REQUEST_UNDER_WAY(
      "request-under-way", "The first request with this Idempotency-Key is still under way", 409),
  /** 409. */
  SERVICE_IN_MAINTENANCE("service-in-maintenance", "The service is in maintenance", 409),
  /** 409. */
  ACCOUNT_LEASED("account-leased", "The account is leased", 409),
  /** 409. */
  ACCOUNT_STATE("account-state", "Where the account is in its life does not allow it", 409),
  /** 409. */
  CANNOT_LIST("cannot-list", "The service cannot tell which accounts it has", 409),
  /** 409. */
  DELETION_CAP("deletion-cap", "The project would delete more accounts than an hour may have", 409),
  /** 412. */
  PRECONDITION_FAILED("precondition-failed", "It is not the version that If-Match names", 412),
  /** 413. */
  BODY_TOO_LARGE("body-too-large", "The body is larger than the server takes", 413),
  /** 415. */
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", "The body must be application/json", 415),
  /** 422. */
  IDEMPOTENCY_KEY_REUSED(
      "idempotency-key-reused", "The Idempotency-Key was used for another request", 422),
  /** 421. */
  HOST_REFUSED("host-refused", "The Host header does not name this server", 421),
  /** 500. */
  INTERNAL("internal", "Something went wrong in the server", 500),
  /** 502. */
  SERVICE_FAILED("service-failed", "A target service failed or gave a wrong answer", 502),
  /** 503. */
  STORE_UNAVAILABLE("store-unavailable", "The store does not answer now", 503),
  /** 503. */
  STOPPING("stopping", "The server is stopping", 503),
  /** 503. */
  UNSETTLED("unsettled", "What the request began is on record and not done yet", 503);

  private final String code;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<Integer> statuses;

  ProblemCode(String code, String meaning, Integer... statuses) {
    this.code = code;
    this.meaning = meaning;
    this.statuses = List.of(statuses);
  }

  /** As it stands on the wire: kebab-case, never null. */
  public String code() {
    return code;
  }

  /** One sentence without a full stop, never null: the problem's title. */
  public String meaning() {
    return meaning;
  }

  /** The usual HTTP status. */
  public int status() {
    return statuses.get(0);
  }

  /** Every HTTP status that it comes with, the usual one first; never empty. */
  public List<Integer> statuses() {
    return statuses;
  }

  /** The code of that name; empty where this version knows none. */
  public static Optional<ProblemCode> of(String code) {
    return Arrays.stream(values()).filter(known -> known.code.equals(code)).findFirst();
  }
}
