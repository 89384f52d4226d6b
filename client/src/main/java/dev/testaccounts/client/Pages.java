package dev.testaccounts.client;

import dev.testaccounts.api.PageView;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Walks a list page by page, asking for the next one only when it is needed. */
final class Pages<T> implements Iterator<T> {

  private final Function<@Nullable String, PageView<T>> fetch;
  private final Queue<T> items = new ArrayDeque<>();
  private @Nullable String next;
  private boolean last;

  private Pages(Function<@Nullable String, PageView<T>> fetch) {
    this.fetch = fetch;
  }

  /**
   * @param fetch gets the page after a cursor, the first one for null
   */
  static <T> Stream<T> stream(Function<@Nullable String, PageView<T>> fetch) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new Pages<>(fetch), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  @Override
  public boolean hasNext() {
    while (items.isEmpty() && !last) {
      PageView<T> page = fetch.apply(next);
      items.addAll(page.items());
      next = page.next();
      last = next == null;
    }
    return !items.isEmpty();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return items.remove();
  }
}
