package dev.testaccounts.connectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a service says that it can do (RFC 7643, section 5), as far as it matters here.
 *
 * @param patch whether a user can be changed in part
 * @param filter whether users can be asked for by what they have
 * @param mostResults how many users one answer to a filter may hold
 * @param etag whether users have versions
 * @param changePassword whether the password of a user can be changed
 * @param bulk how much may change in one request; null where only one user may
 */
record ScimFeatures(
    boolean patch,
    boolean filter,
    int mostResults,
    boolean etag,
    boolean changePassword,
    @Nullable Bulk bulk) {

  /**
   * How much may change in one request.
   *
   * @param most how many users
   * @param octets how long it may be
   */
  record Bulk(int most, long octets) {

    /** Both numbers are required (RFC 7643, section 5): what says none offers nothing. */
    static @Nullable Bulk of(JsonNode said) {
      int most = said.path("maxOperations").asInt(0);
      long octets = said.path("maxPayloadSize").asLong(0);
      return supported(said, false) && most > 1 && octets > 0 ? new Bulk(most, octets) : null;
    }
  }

  /** Users that are asked for at once. */
  private static final int PAGE = 100;

  /** What is taken for granted of a service that says nothing of itself. */
  static final ScimFeatures USUAL = new ScimFeatures(true, true, PAGE, false, true, null);

  static ScimFeatures of(JsonNode said) {
    return new ScimFeatures(
        supported(said.path("patch"), USUAL.patch),
        supported(said.path("filter"), USUAL.filter),
        most(said.path("filter").path("maxResults").asInt(0)),
        supported(said.path("etag"), USUAL.etag),
        supported(said.path("changePassword"), USUAL.changePassword),
        Bulk.of(said.path("bulk")));
  }

  /** The same without what it was told to be able to do, and turned out not to be. */
  ScimFeatures withoutBulk() {
    return new ScimFeatures(patch, filter, mostResults, etag, changePassword, null);
  }

  private static boolean supported(JsonNode feature, boolean otherwise) {
    return feature.path("supported").asBoolean(otherwise);
  }

  private static int most(int said) {
    return said < 1 ? PAGE : Math.min(said, PAGE);
  }
}
