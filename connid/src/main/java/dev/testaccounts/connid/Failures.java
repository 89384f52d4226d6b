package dev.testaccounts.connid;

import dev.testaccounts.core.service.Reply;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.Set;
import javax.naming.AuthenticationException;
import javax.naming.AuthenticationNotSupportedException;
import javax.naming.NameAlreadyBoundException;
import javax.naming.NamingException;
import javax.naming.NoPermissionException;
import javax.naming.ServiceUnavailableException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.identityconnectors.framework.common.exceptions.AlreadyExistsException;
import org.identityconnectors.framework.common.exceptions.ConfigurationException;
import org.identityconnectors.framework.common.exceptions.ConnectionFailedException;
import org.identityconnectors.framework.common.exceptions.ConnectorSecurityException;
import org.identityconnectors.framework.common.exceptions.InvalidAttributeValueException;
import org.identityconnectors.framework.common.exceptions.PreconditionFailedException;
import org.identityconnectors.framework.common.exceptions.PreconditionRequiredException;
import org.identityconnectors.framework.common.exceptions.RetryableException;
import org.identityconnectors.framework.common.exceptions.UnknownUidException;
import org.jspecify.annotations.Nullable;

/**
 * What an exception of a bundle means. Bundles wrap what their libraries throw more or less deeply,
 * so that the whole chain of causes is looked at. No message of theirs is repeated: it may hold
 * what the bundle was told.
 */
final class Failures {

  /** Nothing can have been sent: there was nobody to send it to. */
  private static final Set<Class<? extends Throwable>> NOBODY =
      Set.of(ConnectException.class, NoRouteToHostException.class, UnknownHostException.class);

  private static final Set<Class<? extends Throwable>> NO_TLS =
      Set.of(SSLHandshakeException.class, SSLPeerUnverifiedException.class);

  private static final Set<Class<? extends Throwable>> CREDENTIALS =
      Set.of(
          AuthenticationException.class,
          AuthenticationNotSupportedException.class,
          NoPermissionException.class);

  private static final Set<Class<? extends Throwable>> INVALID =
      Set.of(
          InvalidAttributeValueException.class,
          ConfigurationException.class,
          PreconditionFailedException.class,
          PreconditionRequiredException.class,
          IllegalArgumentException.class,
          UnsupportedOperationException.class);

  private Failures() {}

  /**
   * What the failure of a create means. A bundle that made the account reads back how the service
   * calls it; what fails then is not the create, and the account stands there.
   */
  static Reply created(Throwable failure) {
    NamingException naming = naming(failure);
    return naming != null && isRead(naming)
        ? new Reply.Unknown(
            "expected that our principal can read what it made, got a refusal" + code(failure))
        : reply(failure);
  }

  /** Which request it was that failed is told by nothing but the trace. */
  private static boolean isRead(NamingException failure) {
    return Arrays.stream(failure.getStackTrace())
        .anyMatch(each -> each.getMethodName().equals("getAttributes"));
  }

  static Reply reply(Throwable failure) {
    if (is(failure, DirectorySockets.ElsewhereException.class)) {
      return new Reply.Rejected("it refers to another place, which is not followed");
    }
    if (is(failure, UnknownUidException.class)) {
      return new Reply.Absent();
    }
    if (is(failure, AlreadyExistsException.class) || is(failure, NameAlreadyBoundException.class)) {
      return new Reply.Conflict("the name is taken");
    }
    if (any(failure, NOBODY)) {
      return new Reply.NotDone("nobody answers there", null);
    }
    if (any(failure, NO_TLS)) {
      return new Reply.NotDone("no TLS connection: " + untrusted(failure), null);
    }
    Reply database = SqlCodes.reply(failure);
    return database == null ? considered(failure) : database;
  }

  private static String untrusted(Throwable failure) {
    // The one is told inside the other.
    if (is(failure, CertPathBuilderException.class)) {
      return "its certificate is not from an authority that is trusted; see connector.tls";
    }
    return is(failure, CertificateException.class)
        ? "its certificate is not valid, or for another name"
        : "the handshake failed, or it demands a certificate of ours; see connector.tls";
  }

  /** What the service itself said, or did not. */
  private static Reply considered(Throwable failure) {
    // The directory's bundle calls everything so that goes wrong at its sign-on, a broken line too.
    boolean secured = is(failure, ConnectorSecurityException.class) && naming(failure) == null;
    if (secured || any(failure, CREDENTIALS)) {
      return new Reply.Rejected("our credentials are refused" + code(failure));
    }
    if (is(failure, RetryableException.class) || is(failure, ConnectionFailedException.class)) {
      return new Reply.NotDone("the service cannot do it now" + code(failure), null);
    }
    if (is(failure, ServiceUnavailableException.class) && !code(failure).isEmpty()) {
      return new Reply.NotDone("the service cannot do it now" + code(failure), null);
    }
    if (any(failure, INVALID) || LdapCodes.isRefusal(naming(failure))) {
      return new Reply.Rejected("refused" + code(failure) + shape(failure));
    }
    return new Reply.Unknown(
        "expected it done, got "
            + innermost(failure).getClass().getSimpleName()
            + code(failure)
            + SqlCodes.code(failure));
  }

  /** What wraps it tells nothing. */
  private static Throwable innermost(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return innermost;
  }

  private static String shape(Throwable failure) {
    return code(failure).isEmpty() ? ": " + failure.getClass().getSimpleName() : "";
  }

  private static String code(Throwable failure) {
    Integer code = LdapCodes.code(naming(failure));
    return code == null ? "" : " (LDAP " + code + ")";
  }

  private static @Nullable NamingException naming(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof NamingException naming) {
        return naming;
      }
    }
    return null;
  }

  private static boolean any(Throwable failure, Set<Class<? extends Throwable>> kinds) {
    return kinds.stream().anyMatch(kind -> is(failure, kind));
  }

  static boolean is(Throwable failure, Class<? extends Throwable> kind) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
