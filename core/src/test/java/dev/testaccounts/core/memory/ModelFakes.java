package dev.testaccounts.core.memory;

import dev.testaccounts.core.pool.Fakes;
import java.util.Optional;

/** Knows first names, each another one. */
public final class ModelFakes implements Fakes {

  private int made;

  @Override
  public Optional<String> make(String expression) {
    return expression.equals("name.firstName") ? Optional.of("Ann " + ++made) : Optional.empty();
  }
}
