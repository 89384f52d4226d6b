package dev.testaccounts.web;

import dev.testaccounts.api.PageView;
import dev.testaccounts.core.kernel.Page;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.function.Function;

/** Pages as the wire has them. */
final class Pages {

  private Pages() {}

  static <T> Answer answer(Page<T> page, Function<? super T, ?> view) {
    return Answer.json(
        200, new PageView<Object>(page.items().stream().<Object>map(view).toList(), page.next()));
  }

  /**
   * A page as one JSON value a line; where there is a following page, a Link header leads to it.
   *
   * @param path of the list, with its limit
   */
  static <T> Answer lines(Page<T> page, Function<? super T, ?> view, String path) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (T item : page.items()) {
      body.writeBytes(Json.bytes(view.apply(item)));
      body.write('\n');
    }
    Map<String, String> link =
        page.next() == null
            ? Map.of()
            : Map.of("Link", "<" + path + "&after=" + page.next() + ">; rel=\"next\"");
    return new Answer.Reply(200, Json.LINES_TYPE, body.toByteArray(), link);
  }
}
