package dev.testaccounts.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list. Immutable.
 *
 * @param items the items in the list's order; never null
 * @param next what {@code ?after=} asks for the following page with; null on the last page
 * @param <T> what is listed
 */
public record PageView<T>(List<T> items, @Nullable String next) {

  /** Copies the items. */
  public PageView {
    items = List.copyOf(items);
  }
}
