package dev.testaccounts.connectors;

import dev.testaccounts.core.service.Reply;
import java.util.function.Function;

/** What a question came to, of which only the answer is of use. */
sealed interface Asked<T> {

  record Told<T>(T value) implements Asked<T> {}

  /**
   * There is no telling.
   *
   * @param why Rejected, NotDone, Held or Unknown
   */
  record Untold<T>(Reply why) implements Asked<T> {}

  /** Goes on with what was told. */
  default <R> Asked<R> then(Function<? super T, Asked<R>> next) {
    return switch (this) {
      case Told<T>(T value) -> next.apply(value);
      case Untold<T>(Reply why) -> new Untold<>(why);
    };
  }

  /**
   * Goes on to what changes something. Where there is no telling, nothing has been changed: only
   * questions were asked.
   */
  default Reply act(Function<? super T, Reply> next) {
    return switch (this) {
      case Told<T>(T value) -> next.apply(value);
      case Untold<T>(Reply why) -> Replies.notActed(why);
    };
  }
}
