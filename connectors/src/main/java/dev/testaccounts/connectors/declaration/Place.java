package dev.testaccounts.connectors.declaration;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import javax.naming.ldap.Rdn;
import tools.jackson.core.io.JsonStringEncoder;

/** Where a template stands, which says how a variable's value is written there. */
enum Place {
  /** One part of a path: a slash in a value does not begin another part. */
  PATH,
  /** Inside a string of a JSON text. */
  JSON_TEXT,
  /** Inside a directory's name (RFC 4514): a comma in a value does not begin another part. */
  DIRECTORY_NAME,
  /** A text of its own, encoded as a whole by whoever takes it up. */
  WHOLE;

  private static final String REPLACEMENT = "\ufffd";

  String written(String value) {
    return switch (this) {
      case PATH -> percentEncoded(value);
      case JSON_TEXT -> jsonEscaped(value);
      case DIRECTORY_NAME -> Rdn.escapeValue(value);
      case WHOLE -> value;
    };
  }

  static String percentEncoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The text that was so encoded; as it is where it was not. */
  static String percentDecoded(String encoded) {
    try {
      String decoded = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
      // It stands for what is no UTF-8.
      return decoded.contains(REPLACEMENT) ? encoded : decoded;
    } catch (IllegalArgumentException e) {
      return encoded;
    }
  }

  private static String jsonEscaped(String value) {
    return new String(JsonStringEncoder.getInstance().quoteAsCharArray(value));
  }
}
