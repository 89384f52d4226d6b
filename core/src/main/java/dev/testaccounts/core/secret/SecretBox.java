package dev.testaccounts.core.secret;

/** Port: seals secrets for keeping and opens them for use. Thread-safe. */
public interface SecretBox {

  /**
   * Seals a secret.
   *
   * @param context what the secret belongs to (the project); it must be the same to open it, and is
   *     not kept secret
   */
  SealedSecret seal(Secret secret, String context);

  /**
   * Opens a sealed secret.
   *
   * @throws IllegalStateException where the cipher text was changed, or sealed by another key or
   *     context
   */
  Secret open(SealedSecret sealed, String context);
}
