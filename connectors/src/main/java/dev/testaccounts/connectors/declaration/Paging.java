package dev.testaccounts.connectors.declaration;

import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a list goes on after its first page. */
public sealed interface Paging {

  /** The pages are counted. */
  record Counted(String parameter, int first, @Nullable Size size) implements Paging {}

  /** The items are counted. */
  record Offset(String parameter, int first, @Nullable Size size) implements Paging {}

  /**
   * An answer holds the name of the next page.
   *
   * @param inBody whether it is asked for in the request's JSON body, not in its query
   */
  record Cursor(String parameter, Finder next, boolean inBody) implements Paging {}

  /** An answer's Link header leads to the next page (RFC 8288, relation next). */
  record Link() implements Paging {}

  /** How many items a page is asked to hold. */
  record Size(String parameter, int value) {}

  int MOST_ITEMS = 10_000;

  static @Nullable Paging read(@Nullable Said said) {
    if (said == null) {
      return null;
    }
    said.object(Set.of("number", "offset", "cursor", "link"));
    Said number = said.optional("number");
    Said offset = said.optional("offset");
    Said cursor = said.optional("cursor");
    Said link = said.optional("link");
    if (Stream.of(number, offset, cursor, link).filter(each -> each != null).count() != 1) {
      throw said.expected("exactly one of number, offset, cursor and link");
    }
    if (number != null) {
      return new Counted(parameter(number, "page"), first(number, 1), size(number));
    }
    if (offset != null) {
      return new Offset(parameter(offset, "offset"), first(offset, 0), size(offset));
    }
    return cursor == null ? link(link) : cursor(cursor);
  }

  private static Paging link(@Nullable Said said) {
    if (said == null || !said.flag()) {
      throw new InvalidDeclarationException(said == null ? "paging" : said.path(), "expected true");
    }
    return new Link();
  }

  private static Paging cursor(Said said) {
    said.object(Set.of("parameter", "next", "in"));
    Said in = said.optional("in");
    if (in != null && !Set.of("query", "body").contains(in.text())) {
      throw in.expected("query or body");
    }
    return new Cursor(
        parameter(said, "cursor"),
        Finder.read(said.required("next", "a JSONPath such as $.next")),
        in != null && in.text().equals("body"));
  }

  private static String parameter(Said said, String otherwise) {
    return said.text("parameter", otherwise);
  }

  private static int first(Said said, int otherwise) {
    said.object(Set.of("parameter", "first", "size"));
    Said first = said.optional("first");
    return first == null ? otherwise : first.number(0, MOST_ITEMS);
  }

  private static @Nullable Size size(Said said) {
    Said size = said.optional("size");
    return size == null
        ? null
        : new Size(
            size.object(Set.of("parameter", "value")).required("parameter", "a name").text(),
            size.required("value", "how many items").number(1, MOST_ITEMS));
  }
}
