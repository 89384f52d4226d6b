package dev.testaccounts.store.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.core.secret.SealedSecret;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.secret.SecretBox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * Seals secrets with AES-256-GCM. The key is made on the first start and kept in the data folder,
 * readable by its owner alone; whoever loses it loses all secrets. The context is bound in as
 * associated data. Thread-safe.
 */
public final class TinkSecretBox implements SecretBox {

  private final Aead aead;

  private TinkSecretBox(Aead aead) {
    this.aead = aead;
  }

  /**
   * Opens the box whose key is in a folder; makes the key where there is none.
   *
   * @throws StoreUnavailableException where the key file cannot be read or written, is no key file,
   *     or can be read by others
   */
  public static TinkSecretBox open(Path dataFolder) {
    KeysetFile file = new KeysetFile(dataFolder);
    try {
      AeadConfig.register();
      return new TinkSecretBox(aead(file.exists() ? file.read() : file.create(newKeyset())));
    } catch (IOException | GeneralSecurityException e) {
      // The cause is left out: a parser's message may quote what it could not parse.
      throw new StoreUnavailableException(
          "key file %s cannot be used: expected a keyset of AES-256-GCM that this user can read, got %s"
              .formatted(file, e.getClass().getSimpleName()),
          null);
    }
  }

  private static Aead aead(String keyset) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get())
        .getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  private static String newKeyset() throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.serializeKeyset(
        KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
        InsecureSecretKeyAccess.get());
  }

  @Override
  public SealedSecret seal(Secret secret, String context) {
    try {
      return new SealedSecret(aead.encrypt(bytes(secret.reveal()), bytes(context)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a secret could not be sealed", e);
    }
  }

  @Override
  public Secret open(SealedSecret sealed, String context) {
    try {
      byte[] clear = aead.decrypt(sealed.cipherText(), bytes(context));
      return new Secret(new String(clear, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "a sealed secret cannot be opened: it was changed, or sealed by another key or context",
          e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
