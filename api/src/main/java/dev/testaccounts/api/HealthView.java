package dev.testaccounts.api;

/**
 * Whether the server is well.
 *
 * @param status {@code healthy} or {@code unhealthy}; never null
 */
public record HealthView(String status) {

  /** All is well. */
  public static final HealthView HEALTHY = new HealthView("healthy");

  /** Something is not. */
  public static final HealthView UNHEALTHY = new HealthView("unhealthy");
}
