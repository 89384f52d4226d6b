package dev.testaccounts.store.postgres;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is, and as whom to go there. The driver does not know the form with the user in
 * front of the host; everybody else does. Prints without the user and the password.
 *
 * @param url for the driver, without user and password
 */
record PostgresAddress(String url, @Nullable String user, @Nullable String password) {

  private static final String PREFIX = "jdbc:postgresql://";

  /**
   * Reads {@code jdbc:postgresql://user:password@host:port/database?parameters}.
   *
   * @throws StoreUnavailableException where it is not of that form; says nothing of its content
   */
  static PostgresAddress parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new StoreUnavailableException(
          "store address: expected " + PREFIX + "user:password@host/database, got another form",
          null);
    }
    String rest = text.substring(PREFIX.length());
    int slash = rest.indexOf('/');
    int at = (slash < 0 ? rest : rest.substring(0, slash)).lastIndexOf('@');
    if (at < 0) {
      return new PostgresAddress(text, null, null);
    }
    String url = PREFIX + rest.substring(at + 1);
    return of(url, rest.substring(0, at));
  }

  private static PostgresAddress of(String url, String credentials) {
    int colon = credentials.indexOf(':');
    return colon < 0
        ? new PostgresAddress(url, decoded(credentials), null)
        : new PostgresAddress(
            url,
            decoded(credentials.substring(0, colon)),
            decoded(credentials.substring(colon + 1)));
  }

  /** A plus is a plus: only what stands as %xx is decoded. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new StoreUnavailableException(
          "store address: user and password must not hold a % that is not %25", null);
    }
  }

  /** A connection of its own, for one who keeps it. */
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "tam");
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("loginTimeout", "3");
    properties.setProperty("tcpKeepAlive", "true");
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    return DriverManager.getConnection(url, properties);
  }

  /** Without parameters too: they may hold a password. */
  @Override
  public String toString() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }
}
