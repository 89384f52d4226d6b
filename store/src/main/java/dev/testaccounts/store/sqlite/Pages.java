package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.Page;
import java.util.List;
import java.util.function.Function;

/** Pages out of lists that were asked for one item more than the page holds. */
final class Pages {

  private Pages() {}

  /** How many items to ask for. */
  static int asked(Page.Request request) {
    return request.limit() + 1;
  }

  static <T> Page<T> of(List<T> items, Page.Request request, Function<T, String> cursor) {
    if (items.size() <= request.limit()) {
      return new Page<>(items, null);
    }
    List<T> page = items.subList(0, request.limit());
    return new Page<>(page, cursor.apply(page.getLast()));
  }
}
