package dev.testaccounts.store.sql;

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

  /**
   * The cursor of a list that goes by a number; what is none is before all that can be asked for.
   */
  static long number(Page.Request request, long first) {
    String after = request.after();
    try {
      return after == null ? first : Long.parseLong(after);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  static <T> Page<T> of(List<T> items, Page.Request request, Function<T, String> cursor) {
    if (items.size() <= request.limit()) {
      return new Page<>(items, null);
    }
    List<T> page = items.subList(0, request.limit());
    return new Page<>(page, cursor.apply(page.getLast()));
  }
}
