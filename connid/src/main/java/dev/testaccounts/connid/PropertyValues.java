package dev.testaccounts.connid;

import dev.testaccounts.connid.Configurator.UnfitException;
import java.util.List;
import org.identityconnectors.common.security.GuardedByteArray;
import org.identityconnectors.common.security.GuardedString;

/** Texts as the values of a bundle's properties. */
final class PropertyValues {

  private PropertyValues() {}

  static Object value(String name, Class<?> type, List<String> texts) throws UnfitException {
    if (type == String[].class) {
      return texts.toArray(String[]::new);
    }
    if (texts.size() != 1) {
      throw new UnfitException(name, "expected one value, got " + texts.size());
    }
    String text = texts.getFirst();
    try {
      return single(type, text);
    } catch (NumberFormatException e) {
      throw new UnfitException(name, "expected a whole number, got " + text.length() + " letters");
    } catch (IllegalArgumentException e) {
      throw new UnfitException(name, String.valueOf(e.getMessage()));
    }
  }

  /** No text is repeated: it may be a secret that was put into the wrong place. */
  private static Object single(Class<?> type, String text) {
    return switch (type.getName()) {
      case "java.lang.String" -> text;
      case "int", "java.lang.Integer" -> Integer.valueOf(text);
      case "long", "java.lang.Long" -> Long.valueOf(text);
      case "boolean", "java.lang.Boolean" -> flag(text);
      case "org.identityconnectors.common.security.GuardedString" ->
          new GuardedString(text.toCharArray());
      default ->
          throw new IllegalArgumentException(
              "expected a property of texts, numbers or flags, got one of " + shown(type));
    };
  }

  private static Boolean flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("expected true or false, got another text");
    }
    return Boolean.valueOf(text);
  }

  private static String shown(Class<?> type) {
    return type == GuardedByteArray.class ? "secret bytes" : type.getSimpleName();
  }
}
