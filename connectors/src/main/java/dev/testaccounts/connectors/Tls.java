package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.Declarations;
import dev.testaccounts.connectors.declaration.TlsRule;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.Trust;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * How a service's TLS is to be set up.
 *
 * @param context null for the system's way
 * @param trust the same for those who make a context of it themselves
 * @param problem why it cannot be; empty where it can
 */
record Tls(@Nullable SSLContext context, Trust trust, Optional<Problem> problem) {

  static Tls of(ServiceSpec spec) {
    TlsRule rule = Declarations.tls(spec);
    if (rule == null) {
      return new Tls(null, Trust.ofSystem(), Optional.empty());
    }
    try {
      Trust trust = Pem.trust(rule);
      return new Tls(Pem.context(trust), trust, Optional.empty());
    } catch (Pem.UnusableException e) {
      return new Tls(
          null,
          Trust.ofSystem(),
          Optional.of(new Problem.Invalid("invalid-request", "connector." + e.getMessage())));
    }
  }

  /** Whether the other side answered with something that is no TLS: nothing was asked yet. */
  static boolean isNotSpoken(SSLException failure) {
    return String.valueOf(failure.getMessage())
        .startsWith("Unsupported or unrecognized SSL message");
  }

  /** What went wrong, in words that are ours. */
  static String reason(SSLException failure) {
    if (failure instanceof SSLPeerUnverifiedException) {
      return "its certificate is for another name";
    }
    // The one is told inside the other.
    if (isCausedBy(failure, CertPathBuilderException.class)) {
      return "its certificate is not from an authority that is trusted; see connector.tls";
    }
    if (isCausedBy(failure, CertificateException.class)) {
      return "its certificate is not valid";
    }
    return "the handshake failed";
  }

  private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
