package dev.testaccounts.core.access;

/**
 * Who is asking, and in whose project.
 *
 * @param project the project whose things may be touched
 * @param name who asks, as written in the audit trail
 */
public record Principal(String project, String name) {

  /** The project that everything belongs to until others are made. */
  public static final String DEFAULT_PROJECT = "default";

  /** Whoever calls from this machine while the server listens on loopback only. */
  public static Principal local() {
    return new Principal(DEFAULT_PROJECT, "local");
  }

  /** The server itself, when it acts on nobody's request (reaper, reconciler). */
  public static Principal system(String project) {
    return new Principal(project, "system");
  }
}
