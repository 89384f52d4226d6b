package dev.testaccounts.web;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Stored names as the wire has them: {@code ACCOUNT_LEASED} is {@code account-leased}. */
final class Words {

  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> Optional<E> read(Class<E> type, String text) {
    return Stream.of(type.getEnumConstants()).filter(one -> of(one).equals(text)).findFirst();
  }

  /** The words of a type, for a message. */
  static <E extends Enum<E>> String oneOf(Class<E> type) {
    return "one of " + Stream.of(type.getEnumConstants()).map(Words::of).toList();
  }
}
