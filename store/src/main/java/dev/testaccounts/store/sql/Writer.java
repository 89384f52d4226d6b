package dev.testaccounts.store.sql;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes changes, and returns once they are durable. Thread-safe; callers block. */
public interface Writer {

  /**
   * Makes a change together with those of others, in one transaction. A change that throws is
   * undone, alone. It may be made more than once, where the transaction was undone.
   *
   * @param needs what it reads and changes
   * @param committed told of the value once it is durable and before anybody is answered
   */
  <T> T write(Supplier<Needs> needs, Function<Session, T> change, Consumer<T> committed);

  /** Makes a change together with those of others. */
  default <T> T write(Supplier<Needs> needs, Function<Session, T> change) {
    return write(needs, change, made -> {});
  }

  /** Makes a change that may take long: others need not wait for it. */
  <T> T alone(Supplier<Needs> needs, Function<Session, T> change);
}
