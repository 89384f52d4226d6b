package dev.testaccounts.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One synthetic identity and where it is. Never holds a password. Immutable.
 *
 * @param id its identity; never null
 * @param pool the pool's name; null for one made through the simple API, or whose pool was removed
 * @param username its name in every service; never null
 * @param email its address; null where the pool gives none
 * @param attributes what the pool gave it; never null
 * @param labels what its maker called it; never null
 * @param state {@code pending}, {@code free}, {@code leased}, {@code cleaning}, {@code deleting},
 *     {@code deleted}, {@code quarantined} or {@code held}; never null
 * @param reason why it is quarantined, held or being deleted; null otherwise
 * @param heldUntil until when it is held; null where it is not
 * @param epoch grows by one with every lease
 * @param uses how many leases it has had
 * @param job the job that is waiting for it; null where none is
 * @param createdAt when it was intended; never null
 * @param changedAt when its state changed last; never null
 * @param enrollments its presence in each service; never null
 */
public record AccountView(
    String id,
    @Nullable String pool,
    String username,
    @Nullable String email,
    Map<String, String> attributes,
    Map<String, String> labels,
    String state,
    @Nullable String reason,
    @Nullable Instant heldUntil,
    long epoch,
    int uses,
    @Nullable String job,
    Instant createdAt,
    Instant changedAt,
    List<EnrollmentView> enrollments) {

  /** Copies the collections. */
  public AccountView {
    attributes = Map.copyOf(attributes);
    labels = Map.copyOf(labels);
    enrollments = List.copyOf(enrollments);
  }
}
