package dev.testaccounts.core.kernel;

import java.util.List;
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
