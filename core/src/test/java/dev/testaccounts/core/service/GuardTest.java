package dev.testaccounts.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Problem;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {

  private final Guard guard =
      new Guard(List.of("localhost", "*.Test.internal", "[::1]"), List.of("bad.test.internal"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost",
        "https://LOCALHOST:8443/base",
        "http://a.test.internal",
        "http://a.b.TEST.internal:1",
        "http://xbad.test.internal",
        "http://[::1]:65535"
      })
  void hosts_on_the_allow_list_may_be_called(String url) {
    assertThat(guard.check(URI.create(url))).isEmpty();
    assertThat(guard.check(URI.create(url), "testing")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://test.internal",
        "http://xtest.internal",
        "http://a.test.internal.evil.example",
        "http://localhost.evil.example",
        "http://localhost.",
        "http://127.0.0.1",
        "http://127.1",
        "http://[::ffff:127.0.0.1]",
        "http://169.254.169.254",
        "http://[::2]"
      })
  void all_other_hosts_may_not(String url) {
    assertThat(code(guard.check(URI.create(url)))).isIn("host-not-allowed", "invalid-url");
  }

  @Test
  void a_refusal_names_the_host_and_the_allow_list() {
    assertThat(guard.check(URI.create("http://Evil.example")))
        .contains(
            new Problem.Forbidden(
                "host-not-allowed",
                "url: host 'evil.example' is not on the allow list [localhost, *.test.internal,"
                    + " [::1]]"));
  }

  @Test
  void the_deny_list_wins() {
    assertThat(guard.check(URI.create("http://BAD.test.internal")))
        .contains(
            new Problem.Forbidden(
                "host-not-allowed", "url: host 'bad.test.internal' is on the deny list"));
  }

  @Test
  void a_denied_wildcard_covers_what_is_below_it() {
    Guard strict = new Guard(List.of("*.internal", "a.x.internal"), List.of("*.X.internal"));

    assertThat(strict.check(URI.create("http://a.x.internal"))).isPresent();
    assertThat(strict.check(URI.create("http://x.internal"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://2130706433/",
        "http://017700000001/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://127.0.0.1.",
        "http://0177.0.0.1/"
      })
  void numbers_written_otherwise_are_no_hosts(String url) {
    assertThat(Guard.loopback().check(URI.create(url))).isPresent();
  }

  @Test
  void nothing_but_loopback_is_allowed_where_nothing_was_said() {
    Guard loopback = Guard.loopback();

    assertThat(loopback.check(URI.create("http://localhost:1"))).isEmpty();
    assertThat(loopback.check(URI.create("http://127.0.0.1:1"))).isEmpty();
    assertThat(loopback.check(URI.create("http://[::1]:1"))).isEmpty();
    assertThat(loopback.check(URI.create("http://127.0.0.2"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "PRODUCTION", " Production\t", "prod", "Prod", "LIVE"})
  void production_is_refused_in_any_case(String environment) {
    assertThat(guard.check(URI.create("http://localhost"), environment))
        .contains(
            new Problem.Forbidden(
                "production-refused",
                "environment: '" + environment + "' is production; test accounts never go there"));
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://localhost, 'url: expected http:// or https://, got ''ftp://localhost'''",
    "file:///etc/passwd, 'url: expected http:// or https://, got ''file:///etc/passwd'''",
    "localhost, 'url: expected http:// or https://, got ''localhost'''",
    "http:opaque, 'url: expected a host, got ''http:opaque'''",
    "http:///x, 'url: expected a host, got ''http:///x'''",
    "http://under_score, 'url: expected a host, got ''http://under_score'''",
  })
  void what_is_no_base_URL_is_shown(String url, String detail) {
    assertThat(guard.check(URI.create(url))).contains(new Problem.Invalid("invalid-url", detail));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost/?a=hunter2", "http://localhost/#hunter2"})
  void a_query_or_fragment_is_refused_and_not_shown(String url) {
    assertThat(guard.check(URI.create(url)))
        .contains(
            new Problem.Invalid(
                "invalid-url",
                "url: expected a base URL without query and fragment, got 'http://localhost/'"));
  }

  @Test
  void a_long_URL_is_shown_short() {
    String url = "ftp://localhost/" + "x".repeat(300);

    assertThat(guard.check(URI.create(url)).map(Problem::detail))
        .contains("url: expected http:// or https://, got '" + url.substring(0, 200) + "…'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://user:hunter2@localhost",
        "http://hunter2@localhost",
        "ftp://user:hunter2@localhost",
        "http://user:hunter2@2130706433/",
        "http://user:hunter2@under_score",
        "localhost://user:hunter2@x/y?z#a",
        "http:user:hunter2@localhost"
      })
  void credentials_in_a_URL_are_refused_and_never_shown(String url) {
    Optional<Problem> problem = guard.check(URI.create(url));

    assertThat(code(problem)).isEqualTo("invalid-url");
    assertThat(problem.map(Problem::detail).orElseThrow()).doesNotContain("hunter2");
  }

  @Test
  void a_URL_with_credentials_is_called_that() {
    assertThat(guard.check(URI.create("http://user:hunter2@under_score")).map(Problem::detail))
        .contains("url: expected a host, got '(a URL with credentials)'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:0", "http://localhost:65536", "http://localhost:99999"})
  void a_port_that_cannot_be_called_is_refused(String url) {
    assertThat(guard.check(URI.create(url)).map(Problem::detail))
        .contains("url: expected a port of 1 to 65535, got " + URI.create(url).getPort());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.0.1",
        "169.254.169.254",
        "fe80::1",
        "0.0.0.0",
        "0.1.2.3",
        "::",
        "224.0.0.1",
        "239.1.1.1",
        "255.255.255.255",
        "ff02::1",
        "::ffff:169.254.169.254",
        "::ffff:100.100.100.200",
        "::169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "2002:6464:64c8::1",
        "64:ff9b::a83f:8110",
        "64:ff9b::e000:1",
        "fd00:ec2::254",
        "fd00:ec2::254%1",
        "fd20:ce::254",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16"
      })
  void link_local_and_metadata_addresses_are_refused_in_every_form(String literal)
      throws UnknownHostException {
    assertThat(code(guard.check(InetAddress.getByName(literal)))).isEqualTo("address-refused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "::1",
        "10.0.0.1",
        "192.168.1.1",
        "169.253.1.1",
        "170.254.1.1",
        "192.0.2.1",
        "223.255.255.255",
        "fd00::1",
        "2001:db8::1",
        "2002:0a00:0001::1",
        "64:ff9b::a00:1",
        "64:ff9b:0:1::a9fe:a9fe",
        "::a00:1"
      })
  void other_addresses_may_be_connected_to(String literal) throws UnknownHostException {
    assertThat(guard.check(InetAddress.getByName(literal))).isEmpty();
  }

  @Test
  void a_refused_address_is_named() throws UnknownHostException {
    assertThat(guard.check(InetAddress.getByName("169.254.169.254")))
        .contains(
            new Problem.Forbidden(
                "address-refused",
                "address 169.254.169.254 is link-local, a metadata service or no host"));
  }

  private static String code(Optional<Problem> problem) {
    return problem.map(Problem::code).orElse("allowed");
  }
}
