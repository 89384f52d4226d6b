package dev.testaccounts.web;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Name;
import dev.testaccounts.core.kernel.Page;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What stands behind the question mark, read as strictly as a body. */
final class Query {

  private static final int STANDARD_LIMIT = 50;
  private static final int LONGEST = 2_000;

  private final Map<String, List<String>> values;

  Query(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Refuses parameters that the route does not know. */
  Query only(String... names) {
    Set<String> known = new TreeSet<>(List.of(names));
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw RefusedException.invalid(
            "?"
                + Shown.abridged(name)
                + ": unknown parameter, expected "
                + (known.isEmpty() ? "none" : "one of " + known));
      }
    }
    return this;
  }

  @Nullable String text(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    if (all.isEmpty()) {
      return null;
    }
    if (all.size() > 1) {
      throw RefusedException.invalid("?" + name + ": expected once, got " + all.size() + " times");
    }
    return checked(name, all.getFirst());
  }

  /** A value by its reader, which is empty where the text is no such value. */
  <T> @Nullable T value(String name, String expected, Function<String, Optional<T>> reader) {
    String text = text(name);
    return text == null ? null : reader.apply(text).orElseThrow(() -> wrong(name, expected, text));
  }

  @Nullable Id id(String name) {
    return value(name, "an id of 26 characters", Id::parse);
  }

  @Nullable Long number(String name) {
    return value(name, "a whole number, at least 0", Query::whole);
  }

  /** How many items at most. */
  int limit() {
    Long limit = number("limit");
    if (limit != null && (limit < 1 || limit > Page.LARGEST)) {
      throw wrong("limit", "a whole number of 1 to " + Page.LARGEST, limit.toString());
    }
    return limit == null ? STANDARD_LIMIT : limit.intValue();
  }

  /** A page of a list that goes by ids. */
  Page.Request pageById() {
    return page(text -> Id.parse(text).isPresent());
  }

  /** A page of a list that goes by numbers. */
  Page.Request pageByNumber() {
    return page(text -> whole(text).isPresent());
  }

  /** A page of a list that goes by names. */
  Page.Request pageByName() {
    return page(text -> Name.check("after", text).isEmpty());
  }

  /** What no list of ours has given out would begin somewhere, and look like a page. */
  private Page.Request page(Predicate<String> cursor) {
    String after = text("after");
    if (after != null && !cursor.test(after)) {
      throw wrong("after", "the next of the page before, as it was given", after);
    }
    return new Page.Request(limit(), after);
  }

  /** Labels given as {@code label=key:value}, each once. */
  Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String text : values.getOrDefault("label", List.of())) {
      int colon = checked("label", text).indexOf(':');
      if (colon < 1 || labels.put(text.substring(0, colon), text.substring(colon + 1)) != null) {
        throw wrong("label", "key:value, each key once", text);
      }
    }
    return labels;
  }

  private static String checked(String name, String text) {
    if (text.length() > LONGEST) {
      throw RefusedException.invalid("?" + name + ": expected at most " + LONGEST + " characters");
    }
    Shown.checkStorable("?" + name, text);
    return text;
  }

  private static Optional<Long> whole(String text) {
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static RefusedException wrong(String name, String expected, String text) {
    return RefusedException.invalid(
        "?" + name + ": expected " + expected + ", got " + Shown.quoted(text));
  }
}
