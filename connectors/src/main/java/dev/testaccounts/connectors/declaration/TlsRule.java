package dev.testaccounts.connectors.declaration;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust and who to be on a TLS connection; each a path of a PEM file.
 *
 * @param authority certificates to trust instead of the system's; null for the system's
 * @param certificate our own, with the ones that lead up to its issuer; null for none
 * @param key the private key to it, PKCS #8; null where there is no certificate
 */
public record TlsRule(
    @Nullable String authority, @Nullable String certificate, @Nullable String key) {

  static @Nullable TlsRule read(@Nullable Said said) {
    if (said == null) {
      return null;
    }
    said.object(Set.of("authority", "certificate", "key"));
    TlsRule rule =
        new TlsRule(text(said, "authority"), text(said, "certificate"), text(said, "key"));
    if ((rule.certificate == null) != (rule.key == null)) {
      throw said.refused("expected certificate and key together, got one of them");
    }
    return rule;
  }

  private static @Nullable String text(Said said, String name) {
    Said value = said.optional(name);
    return value == null ? null : value.text();
  }
}
