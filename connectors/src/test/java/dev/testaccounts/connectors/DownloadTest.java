package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.service.Guard;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A text is fetched from where that is allowed, and never more of it than asked for. */
class DownloadTest {

  private static final int MOST = 20;

  private static String fetched(URI url, Duration timeout) {
    return switch (new Download(Guard.loopback(), timeout, MOST).text(url)) {
      case Result.Ok<String>(String text) -> text;
      case Result.Refused<String>(Problem problem) -> problem.detail();
    };
  }

  private static String fetched(URI url) {
    return fetched(url, Duration.ofSeconds(20));
  }

  @Test
  void a_text_is_fetched_with_its_query() {
    try (Peer peer = Peer.saying(Declared.text(200, "text/yaml", "openapi: 3.1.0", ""))) {
      assertThat(fetched(peer.url().resolve("/doc?format=yaml"))).isEqualTo("openapi: 3.1.0");
      assertThat(peer.requests.getFirst()).startsWith("GET /doc?format=yaml HTTP/1.1");
    }
  }

  @Test
  void the_longest_text_is_taken_and_a_longer_one_is_not() {
    try (Peer peer = Peer.saying(Declared.text(200, "text/yaml", "x".repeat(MOST)))) {
      assertThat(fetched(peer.url())).hasSize(MOST);
    }
    try (Peer peer = Peer.saying(Declared.text(200, "text/yaml", "x".repeat(MOST + 1)))) {
      assertThat(fetched(peer.url()))
          .isEqualTo(peer.url() + ": expected at most 20 bytes, got more");
    }
  }

  @Test
  void a_redirect_is_told_and_not_followed() {
    try (Peer peer =
        Peer.saying(Declared.text(302, "text/html", "", "Location: http://127.0.0.1:1/x\r\n"))) {
      assertThat(fetched(peer.url().resolve("/doc?token=hunter2")))
          .isEqualTo(peer.url() + "/doc: expected 200, got 302 to http://127.0.0.1:1/x");
      assertThat(peer.requests).hasSize(1);
    }
  }

  @Test
  void no_request_goes_to_a_host_that_is_not_allowed() {
    assertThat(fetched(URI.create("http://api.test.internal/doc?x=1")))
        .startsWith("url: host 'api.test.internal' is not on the allow list");
    assertThat(fetched(URI.create("http://a:b@localhost/doc")))
        .startsWith("url: credentials do not belong in a URL");
  }

  @Test
  void who_does_not_answer_is_told() {
    assertThat(fetched(URI.create("http://127.0.0.1:1/doc")))
        .isEqualTo("http://127.0.0.1:1/doc: nobody answers there");
  }

  @Test
  void a_text_that_never_ends_is_cut_off_in_time() {
    try (Peer peer = Peer.saying("HTTP/1.1 200 Fine\r\nContent-Length: 10\r\n\r\nx")) {
      assertThat(fetched(peer.url(), Duration.ofMillis(300))).startsWith(peer.url() + ": no ");
    }
  }
}
