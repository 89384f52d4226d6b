package dev.testaccounts.web;

import dev.testaccounts.api.PageView;
import dev.testaccounts.core.kernel.Page;
import java.util.function.Function;

/** Pages as the wire has them. */
final class Pages {

  private Pages() {}

  static <T> Answer answer(Page<T> page, Function<? super T, ?> view) {
    return Answer.json(
        200, new PageView<Object>(page.items().stream().<Object>map(view).toList(), page.next()));
  }
}
