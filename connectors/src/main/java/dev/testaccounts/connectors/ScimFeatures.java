package dev.testaccounts.connectors;

import tools.jackson.databind.JsonNode;

/**
 * What a service says that it can do (RFC 7643, section 5), as far as it matters here.
 *
 * @param patch whether a user can be changed in part
 * @param filter whether users can be asked for by what they have
 * @param mostResults how many users one answer to a filter may hold
 * @param etag whether users have versions
 * @param changePassword whether the password of a user can be changed
 */
record ScimFeatures(
    boolean patch, boolean filter, int mostResults, boolean etag, boolean changePassword) {

  /** Users that are asked for at once. */
  private static final int PAGE = 100;

  /** What is taken for granted of a service that says nothing of itself. */
  static final ScimFeatures USUAL = new ScimFeatures(true, true, PAGE, false, true);

  static ScimFeatures of(JsonNode said) {
    return new ScimFeatures(
        supported(said, "patch", USUAL.patch),
        supported(said, "filter", USUAL.filter),
        most(said.path("filter").path("maxResults").asInt(0)),
        supported(said, "etag", USUAL.etag),
        supported(said, "changePassword", USUAL.changePassword));
  }

  private static boolean supported(JsonNode said, String feature, boolean otherwise) {
    return said.path(feature).path("supported").asBoolean(otherwise);
  }

  private static int most(int said) {
    return said < 1 ? PAGE : Math.min(said, PAGE);
  }
}
