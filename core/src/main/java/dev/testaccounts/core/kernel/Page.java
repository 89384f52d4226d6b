package dev.testaccounts.core.kernel;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items the items, in the list's order
 * @param next the cursor that asks for the following page; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String next) {

  /** The largest page a caller may ask for. */
  public static final int LARGEST = 1000;

  public Page {
    items = List.copyOf(items);
  }

  /** All items of a list, read page by page as they are asked for. */
  public static <T> Stream<T> all(Function<Request, Page<T>> read) {
    return Stream.iterate(
            Optional.of(read.apply(Request.first(LARGEST))),
            Optional::isPresent,
            page -> page.map(Page::next).map(next -> read.apply(new Request(LARGEST, next))))
        .flatMap(page -> page.orElseThrow().items().stream());
  }

  /**
   * Which page is wanted.
   *
   * @param limit how many items at most, 1 to {@link #LARGEST}
   * @param after the cursor of the page before; null for the first page
   */
  public record Request(int limit, @Nullable String after) {
    public Request {
      if (limit < 1 || limit > LARGEST) {
        throw new IllegalArgumentException("a page holds 1 to " + LARGEST + " items, not " + limit);
      }
    }

    public static Request first(int limit) {
      return new Request(limit, null);
    }
  }
}
