package dev.testaccounts.testkit.scim;

/** Ways in which a {@link ScimPeer} is not the service that one hopes for. */
public enum Quirk {
  /** It has no ServiceProviderConfig. */
  NO_CONFIGURATION,
  /** Its ServiceProviderConfig is always broken. */
  BROKEN_CONFIGURATION,
  /** It says that it has no PATCH, and has none. */
  NO_PATCH,
  /** It says that it has PATCH, and has none. */
  PATCH_MISSING,
  /** It says that it has no filters, and has none. */
  NO_FILTER,
  /** It says that it has filters, and refuses them. */
  FILTER_REFUSED,
  /** It says that it has filters, and takes no notice of them. */
  FILTER_IGNORED,
  /** A page holds two users, however many were asked for. */
  SHORT_PAGES,
  /** Every page begins at the first user, wherever it was to begin. */
  FIRST_PAGE_ONLY,
  /** Pages after the first are empty, although there are more users. */
  EMPTY_PAGES,
  /** Users have versions, and a write without the right one is refused. */
  ETAG,
  /** Once, a user has changed just before it is written. */
  CHANGED_ONCE,
  /** A user has changed before each write. */
  CHANGED_ALWAYS,
  /** A password is answered with success and not set. */
  PASSWORD_IGNORED,
  /** It says that passwords cannot be changed. */
  NO_PASSWORD_CHANGE,
  /** It does not keep what makers call a user. */
  NO_MARKS,
  /** A name that is taken is answered with 400. */
  TAKEN_IS_INVALID,
  /** Several users can be changed in one request, fifty at most. */
  BULK,
  /** It says that it has {@link #BULK}, and has none. */
  BULK_REFUSED,
  /** Of what was changed it says no more than it must: no name of ours, and no user. */
  BULK_TERSE,
  /** It says nothing of the last of several changes, which it made. */
  BULK_FORGETFUL,
  /** A user whose name begins with {@code sick} cannot be made, alone or among others: 500. */
  SICK,
  /** Everything is answered with a page for people. */
  HTML
}
