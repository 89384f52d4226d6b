package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.TlsRule;
import dev.testaccounts.core.service.Trust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes TLS of PEM files: certificates to trust, and one of our own with its key. */
final class Pem {

  private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");
  private static final char[] IN_MEMORY = new char[0];

  private Pem() {}

  /** A file cannot be read, or holds something else; the message says which. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
      super(message);
    }
  }

  /** What the files of a rule say. */
  static Trust trust(TlsRule rule) throws UnusableException {
    try {
      return new Trust(authorities(rule.authority()), own(rule.certificate(), rule.key()));
    } catch (GeneralSecurityException e) {
      throw unfit();
    }
  }

  static SSLContext context(Trust trust) throws UnusableException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(trust.own()), trusted(trust.authorities()), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw unfit();
    }
  }

  private static UnusableException unfit() {
    return new UnusableException("tls: certificate and key do not fit together");
  }

  private static @Nullable KeyStore authorities(@Nullable String file)
      throws UnusableException, GeneralSecurityException {
    if (file == null) {
      return null;
    }
    KeyStore store = empty();
    int count = 0;
    for (Certificate each : certificates(file)) {
      store.setCertificateEntry("authority-" + count++, each);
    }
    return store;
  }

  private static @Nullable KeyStore own(@Nullable String certificate, @Nullable String key)
      throws UnusableException, GeneralSecurityException {
    if (certificate == null || key == null) {
      return null;
    }
    KeyStore store = empty();
    Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
    store.setKeyEntry("own", key(key), IN_MEMORY, chain);
    return store;
  }

  private static TrustManager @Nullable [] trusted(@Nullable KeyStore store)
      throws GeneralSecurityException {
    if (store == null) {
      return null;
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] keys(@Nullable KeyStore store)
      throws GeneralSecurityException {
    if (store == null) {
      return null;
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, IN_MEMORY);
    return factory.getKeyManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      return store;
    } catch (IOException e) {
      throw new IllegalStateException("an empty store cannot fail to be read", e);
    }
  }

  private static Collection<? extends Certificate> certificates(String file)
      throws UnusableException {
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes(file)));
      if (!found.isEmpty()) {
        return found;
      }
    } catch (GeneralSecurityException e) {
      // Said below, as for a file without any.
    }
    throw new UnusableException("tls: expected PEM certificates in " + file);
  }

  private static PrivateKey key(String file) throws UnusableException {
    String text = new String(bytes(file), StandardCharsets.US_ASCII);
    String body =
        text.replaceAll("(?s).*-----BEGIN PRIVATE KEY-----(.*)-----END PRIVATE KEY-----.*", "$1");
    for (String kind : KEY_KINDS) {
      try {
        byte[] encoded = Base64.getMimeDecoder().decode(body);
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      } catch (GeneralSecurityException | IllegalArgumentException e) {
        // It may be of the next kind.
      }
    }
    throw new UnusableException("tls: expected a PEM private key (PKCS #8) in " + file);
  }

  private static byte[] bytes(String file) throws UnusableException {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new UnusableException("tls: the file " + file + " cannot be read");
    }
  }
}
