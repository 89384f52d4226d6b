package dev.testaccounts.store.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of a statement's parameters, in their order. Used by one thread. */
final class Values {

  private final List<@Nullable Object> all = new ArrayList<>();

  static Values of(@Nullable Object... values) {
    return new Values().and(values);
  }

  Values and(@Nullable Object... values) {
    all.addAll(Arrays.asList(values));
    return this;
  }

  @Nullable Object[] array() {
    return all.toArray();
  }
}
