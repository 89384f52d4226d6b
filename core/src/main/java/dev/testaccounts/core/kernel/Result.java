package dev.testaccounts.core.kernel;

import java.util.function.Function;

/**
 * What a use case gives back: the value, or the problem that stood in its way. Faults are
 * exceptions.
 */
public sealed interface Result<T> {

  record Ok<T>(T value) implements Result<T> {}

  record Refused<T>(Problem problem) implements Result<T> {}

  static <T> Result<T> ok(T value) {
    return new Ok<>(value);
  }

  static <T> Result<T> refused(Problem problem) {
    return new Refused<>(problem);
  }

  /** Goes on with the value where there is one. */
  default <R> Result<R> then(Function<? super T, Result<R>> next) {
    return switch (this) {
      case Ok<T>(T value) -> next.apply(value);
      case Refused<T>(Problem problem) -> new Refused<>(problem);
    };
  }

  /** Changes the value where there is one. */
  default <R> Result<R> map(Function<? super T, ? extends R> change) {
    return then(value -> new Ok<>(change.apply(value)));
  }
}
