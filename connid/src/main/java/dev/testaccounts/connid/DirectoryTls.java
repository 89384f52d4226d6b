package dev.testaccounts.connid;

import dev.testaccounts.core.service.Trust;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS on a connection to a directory. The handshake is made here: JNDI would leave it to whoever
 * reads or writes first, and forget why it failed where that is the reader.
 */
final class DirectoryTls {

  private static final char[] IN_MEMORY = new char[0];

  private DirectoryTls() {}

  static Socket secured(Trust trust, Socket socket, String host, int port) throws IOException {
    SSLSocket secured =
        (SSLSocket) context(trust).getSocketFactory().createSocket(socket, host, port, true);
    try {
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("LDAPS");
      secured.setSSLParameters(parameters);
      secured.startHandshake();
      return secured;
    } catch (IOException e) {
      secured.close();
      throw e;
    }
  }

  private static SSLContext context(Trust trust) {
    try {
      if (trust.authorities() == null && trust.own() == null) {
        return SSLContext.getDefault();
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(trust.own()), authorities(trust.authorities()), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("what was read from its files cannot be used for TLS", e);
    }
  }

  private static KeyManager @Nullable [] keys(@Nullable KeyStore own)
      throws GeneralSecurityException {
    if (own == null) {
      return null;
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(own, IN_MEMORY);
    return factory.getKeyManagers();
  }

  private static TrustManager @Nullable [] authorities(@Nullable KeyStore trusted)
      throws GeneralSecurityException {
    if (trusted == null) {
      return null;
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }
}
