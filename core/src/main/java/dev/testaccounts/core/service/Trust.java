package dev.testaccounts.core.service;

import java.security.KeyStore;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust on a TLS connection, and who to be.
 *
 * @param authorities the certificates to trust; null for the system's choice
 * @param own our certificate and its key, under an empty password; null for none
 */
public record Trust(@Nullable KeyStore authorities, @Nullable KeyStore own) {

  /** What a service gets to which nothing else was said. */
  public static Trust ofSystem() {
    return new Trust(null, null);
  }
}
