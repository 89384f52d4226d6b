package dev.testaccounts.connectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A user as a service has it.
 *
 * @param id what the service calls it
 * @param externalId what its maker calls it; null where the service does not say
 * @param version its ETag; null where it has none
 */
record ScimUser(String id, String username, @Nullable String externalId, @Nullable String version) {

  private static final int LONGEST_VERSION = 1000;

  /**
   * Reads one; null where what was answered is no user.
   *
   * @param etag the header of an answer that holds this user only; null where there is none
   */
  static @Nullable ScimUser of(JsonNode said, @Nullable String etag) {
    String id = text(said, "id");
    String username = text(said, "userName");
    if (id == null || username == null) {
      return null;
    }
    String version = etag == null ? text(said.path("meta"), "version") : etag;
    return new ScimUser(id, username, text(said, "externalId"), fit(version));
  }

  static @Nullable String text(JsonNode said, String name) {
    JsonNode value = said.path(name);
    return value.isString() && !value.stringValue().isEmpty() ? value.stringValue() : null;
  }

  /** It goes back in a header, where a line break would begin another one. */
  private static @Nullable String fit(@Nullable String version) {
    boolean fits =
        version != null
            && version.length() <= LONGEST_VERSION
            && version.chars().allMatch(each -> each >= ' ' && each < 127);
    return fits ? version : null;
  }

  /** SCIM does not tell names apart by case (RFC 7643, section 4.1.1). */
  boolean isCalled(String name) {
    return username.equalsIgnoreCase(name);
  }

  /** Whether it may be the account of this mark: a service need not keep marks. */
  boolean mayBe(String mark) {
    return externalId == null || externalId.equals(mark);
  }
}
