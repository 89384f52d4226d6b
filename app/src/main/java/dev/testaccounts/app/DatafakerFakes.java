package dev.testaccounts.app;

import dev.testaccounts.core.pool.Fakes;
import java.util.Locale;
import java.util.Optional;
import net.datafaker.Faker;

/**
 * Datafaker's data, in English: {@code name.firstName}, {@code address.city} and whatever else it
 * has without an argument. Its files are read when it is asked first: most pools ask for nothing.
 * Thread-safe.
 */
final class DatafakerFakes implements Fakes {

  /** Made by the class loader, once. */
  private static final class Lazy {
    static final Faker FAKER = new Faker(Locale.ENGLISH);
  }

  @Override
  public Optional<String> make(String expression) {
    try {
      return Optional.of(Lazy.FAKER.expression("#{" + expression + "}"));
    } catch (RuntimeException e) {
      // It throws this very type for what it does not know.
      return Optional.empty();
    }
  }
}
