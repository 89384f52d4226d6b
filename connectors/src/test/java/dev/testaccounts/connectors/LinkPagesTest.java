package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which page the Link headers of a list lead to. */
class LinkPagesTest {

  private static final String LIST =
      Declared.LEAST
          + "list: {path: /api/users, items: \"$[*]\", username: $.n, paging: {link: true}}\n";

  private final HttpConnectors connectors =
      Calls.connectors(Guard.loopback(), Map.of("TOKEN", "t-1"));

  @AfterEach
  void close() {
    connectors.close();
  }

  private static String page(String... links) {
    return Declared.json(
        200,
        "[{\"n\":\"a\"}]",
        Arrays.stream(links).map(each -> "Link: " + each + "\r\n").toArray(String[]::new));
  }

  private Listing list(String... links) {
    try (Peer peer = Peer.saying(page(links))) {
      Listing listing = Declared.connector(connectors, Declared.spec(peer.url(), LIST)).list(null);
      return listing instanceof Listing.Part(var accounts, String next) && next != null
          ? new Listing.Part(accounts, next.replace(peer.url().toString(), ""))
          : listing;
    }
  }

  private static Listing goingOn(@Nullable String next) {
    return new Listing.Part(List.of(new Listing.Listed("a", null)), next);
  }

  /** As RFC 8288 has them: a page that is not followed would make its accounts seem vanished. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "</x?p=2>; rel=\"next\"",
        "</x?p=2>;rel=next",
        "</x?p=2>; REL=next",
        "</x?p=2>; rel=Next",
        "</x?p=2> ; rel = \"next\" ; x",
        "</x?p=2>; title=\"a, b; <c>; rel=\\\"prev\\\"\"; rel=\"next\"",
        "</x?p=2>; rel=\"next last\"",
        "</x?p=2>; rel=\"last  next\"; rel=prev",
        "</x?p=2>; title*=UTF-8'de'%c3%a4; rel=next; type=\"text/plain\"",
        ", </y?a=1,2>; rel=prev,, </x?p=2>; rel=next, </z>; rel=next",
      })
  void a_next_page_is_found_however_it_is_written(String link) {
    assertThat(list(link)).isEqualTo(goingOn("/x?p=2"));
  }

  @Test
  void each_header_holds_links() {
    assertThat(list("</y>; rel=\"first\"", "</x>; rel=\"next\"", "</z>; rel=\"last\""))
        .isEqualTo(goingOn("/x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " , ",
        "</x>",
        "</x>; title=next",
        "</x>; title=\"; rel=next\"",
        "</x>; rel=nextpage",
        "</x>; rel=\"prev last\"",
        "</x>; rel=prev; rel=next",
        "</x>; rel",
        "</x>; rel=",
      })
  void a_page_without_a_next_one_is_the_last(String link) {
    assertThat(list(link)).isEqualTo(goingOn(null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "next",
        "/x; rel=next",
        "</x; rel=next",
        "</x> rel=next",
        "</x>; rel=\"next",
        "</x>; rel=\"next\\",
        "</x>; rel=\"next\"s3cr3t",
        "</y>; rel=prev </x>; rel=\"next\" s3cr3t",
        "</x>; rel=next, s3cr3t",
      })
  void a_header_that_holds_no_links_is_told_without_its_text(String link) {
    assertThat(list(link))
        .isEqualTo(
            new Listing.Untold(
                new Reply.Unknown(
                    "service 'shop': list: expected a Link header as in RFC 8288, got something"
                        + " else")));
  }

  @ParameterizedTest
  @CsvSource({
    "?page=2, /api/users?page=2",
    "users?page=2, /api/users?page=2",
    "more/2, /api/more/2",
    "../v2/users, /v2/users",
    "/x, /x",
    "'', /api/users",
    "'#x', /api/users",
  })
  void a_link_begins_where_its_page_is(String target, String next) {
    assertThat(list("<" + target + ">; rel=next")).isEqualTo(goingOn(next));
  }

  /** Not where the first one is, nor with a mask where the path holds what is secret. */
  @Test
  void a_page_is_where_it_was_asked_for() {
    String yaml = LIST.replace("/api/users", "\"/{{credentials.bearer}}/users\"");
    try (Peer peer =
        Declared.answering(
            Map.of(
                "GET /t-1/users ", page("<?p=2>; rel=next"),
                "GET /t-1/users?p=2 ", page("<more/3>; rel=next"),
                "GET /t-1/more/3 ", page("<?p=4>; rel=next"),
                "GET /t-1/more/3?p=4 ", page()))) {
      Connector connector =
          Declared.connector(
              connectors,
              Declared.spec(
                  peer.url(), "http", Declared.http(yaml), Map.of("bearer", "${env:TOKEN}")));

      List<Listing> pages = new ArrayList<>();
      String from = null;
      do {
        pages.add(connector.list(from));
        from = pages.getLast() instanceof Listing.Part part ? part.next() : null;
      } while (from != null);

      assertThat(pages).hasSize(4).last().isEqualTo(goingOn(null));
    }
  }
}
