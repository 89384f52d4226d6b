package dev.testaccounts.connectors;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The links of an answer's {@code Link} headers (RFC 8288, section 3).
 *
 * @param all in the order they came
 */
record Links(List<Link> all) {

  /**
   * One link.
   *
   * @param target as it was written: most leave out what is the same as in the page's own URL
   * @param relations what it leads to; empty where it does not say
   */
  record Link(String target, List<String> relations) {

    /** Relations are told from one another without regard to case (section 2.1.1). */
    private boolean is(String relation) {
      return relations.stream().anyMatch(relation::equalsIgnoreCase);
    }
  }

  /** Reads each header by itself; null where one of them is none. */
  static @Nullable Links read(List<String> headers) {
    List<Link> all = new ArrayList<>();
    for (String header : headers) {
      if (!new Reader(header).into(all)) {
        return null;
      }
    }
    return new Links(List.copyOf(all));
  }

  /** Where the first link of a relation leads. */
  Optional<String> target(String relation) {
    return all.stream().filter(each -> each.is(relation)).map(Link::target).findFirst();
  }

  /**
   * Where a link leads that stood on a page (RFC 3986, section 5.2.2). One without a path is on the
   * page's own, which {@link URI#resolve(URI)} would make shorter by its last part.
   */
  static URI resolved(URI page, URI target) {
    boolean samePath =
        target.getScheme() == null
            && target.getRawAuthority() == null
            && target.getRawPath().isEmpty();
    if (!samePath) {
      return page.resolve(target);
    }
    String own = page.toString().split("#", 2)[0];
    return target.getRawQuery() == null
        ? URI.create(own)
        : URI.create(own.split("[?]", 2)[0] + "?" + target.getRawQuery());
  }

  /** Reads one header from its beginning to its end. For one thread. */
  private static final class Reader {

    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    /** Whether there were links only. Some leave places between two commas empty. */
    boolean into(List<Link> links) {
      while (skip(',')) {
        Link link = link();
        if (link == null || !(ended() || next() == ',')) {
          return false;
        }
        links.add(link);
      }
      return true;
    }

    private @Nullable Link link() {
      int end = next() == '<' ? text.indexOf('>', at) : -1;
      if (end < 0) {
        return null;
      }
      String target = text.substring(at + 1, end).strip();
      at = end + 1;
      List<String> relations = null;
      while (skip(' ') && next() == ';') {
        at++;
        skip(' ');
        String name = word("=;,");
        String value = value();
        if (value == null) {
          return null;
        }
        // All but the first are to be ignored (section 3.3).
        if (name.equalsIgnoreCase("rel") && relations == null) {
          relations = List.of(value.strip().split("\\s+"));
        }
      }
      return new Link(target, relations == null ? List.of() : relations);
    }

    /** What a parameter is given; empty where it is given nothing, null where that does not end. */
    private @Nullable String value() {
      if (ended() || next() != '=') {
        return "";
      }
      at++;
      skip(' ');
      return !ended() && next() == '"' ? quoted() : word(";,");
    }

    private @Nullable String quoted() {
      StringBuilder value = new StringBuilder();
      for (at++; !ended(); at++) {
        char each = next();
        if (each == '"') {
          at++;
          return value.toString();
        }
        if (each == '\\' && at + 1 < text.length()) {
          at++;
        }
        value.append(next());
      }
      return null;
    }

    /** What comes before one of these, without the white space around it. */
    private String word(String ends) {
      int begin = at;
      while (!ended() && ends.indexOf(next()) < 0) {
        at++;
      }
      return text.substring(begin, at).strip();
    }

    /** Skips white space, and another character where that is said; whether anything is left. */
    private boolean skip(char other) {
      while (!ended() && (next() == ' ' || next() == '\t' || next() == other)) {
        at++;
      }
      return !ended();
    }

    private char next() {
      return text.charAt(at);
    }

    private boolean ended() {
      return at >= text.length();
    }
  }
}
