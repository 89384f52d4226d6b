package dev.testaccounts.store.sql;

import dev.testaccounts.core.secret.SealedSecret;

/**
 * Something sealed with the key that all secrets of the database are sealed with: whoever cannot
 * open it has another key.
 */
public final class KeySample {

  private static final String INSERT =
      "INSERT INTO key_sample (project, sample) VALUES (?, ?) ON CONFLICT (project) DO NOTHING";

  private static final String SELECT = "SELECT sample FROM key_sample WHERE project = ?";

  /** One key for all projects. */
  private static final String PROJECT = "default";

  private KeySample() {}

  /** The first sample that anybody gave; that is this one where there is none yet. */
  public static SealedSecret first(Writer writer, SealedSecret mine) {
    return writer.write(
        Needs::nothing,
        session -> {
          boolean _ = session.add(INSERT, PROJECT, mine);
          return session.first(SELECT, Row::secret, PROJECT).orElseThrow();
        });
  }
}
