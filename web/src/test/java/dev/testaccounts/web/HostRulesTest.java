package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages in their reader's browser cannot reach a server that needs no sign-in. */
class HostRulesTest {

  private final HostRules loopback = new HostRules("127.0.0.1", Set.of());
  private final HostRules open = new HostRules("0.0.0.0", Set.of("tam", "TAM.test.internal"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "LOCALHOST:8080",
        "127.0.0.1:8080",
        "[::1]:8080",
        "[::1]"
      })
  void loopback_names_are_served(String host) {
    loopback.check(request("POST", Map.of("Host", host)));
    open.check(request("POST", Map.of("Host", host)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.test",
        "evil.test:8080",
        "localhost.evil.test",
        "127.0.0.1.evil.test",
        "192.168.0.7:8080",
        "",
        "localhost:8080@evil.test",
        "[::2]:8080"
      })
  void rebound_names_are_refused(String host) {
    assertThatThrownBy(() -> loopback.check(request("GET", Map.of("Host", host))))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.refusal().status()).isEqualTo(421);
              assertThat(e.refusal().code()).isEqualTo("host-refused");
            });
  }

  @Test
  void missing_host_is_refused() {
    assertThatThrownBy(() -> loopback.check(request("GET", Map.of())))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void server_for_others_is_called_by_its_names_and_by_addresses() {
    open.check(request("GET", Map.of("Host", "tam:8080")));
    open.check(request("GET", Map.of("Host", "tam.test.internal")));
    open.check(request("GET", Map.of("Host", "192.168.0.7:8080")));
    open.check(request("GET", Map.of("Host", "[fe80::1]:8080")));
    assertThatThrownBy(() -> open.check(request("GET", Map.of("Host", "evil.test"))))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void own_bind_address_is_served() {
    new HostRules("192.168.0.7", Set.of())
        .check(request("GET", Map.of("Host", "192.168.0.7:8080")));
    new HostRules("::1", Set.of()).check(request("GET", Map.of("Host", "[::1]:8080")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.test",
        "null",
        "http://localhost:9999",
        "http://localhost",
        "https://localhost:80800",
        ""
      })
  void writes_of_another_origin_are_refused(String origin) {
    Map<String, String> headers = Map.of("Host", "localhost:8080", "Origin", origin);

    for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH"}) {
      assertThatThrownBy(() -> loopback.check(request(method, headers)))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> {
                assertThat(e.refusal().status()).isEqualTo(403);
                assertThat(e.refusal().code()).isEqualTo("origin-refused");
              });
    }
    loopback.check(request("GET", headers));
  }

  @Test
  void writes_of_the_own_origin_are_served() {
    loopback.check(
        request("POST", Map.of("Host", "localhost:8080", "Origin", "http://localhost:8080")));
    loopback.check(
        request(
            "POST",
            Map.of(
                "Host", "localhost:8080",
                "Origin", "http://LOCALHOST:8080",
                "Sec-Fetch-Site", "same-origin")));
    loopback.check(request("POST", Map.of("Host", "localhost:8080", "Sec-Fetch-Site", "none")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void writes_that_the_browser_calls_foreign_are_refused(String site) {
    assertThatThrownBy(
            () ->
                loopback.check(
                    request("POST", Map.of("Host", "localhost", "Sec-Fetch-Site", site))))
        .isInstanceOf(RefusedException.class);
  }

  private static Incoming request(String method, Map<String, String> headers) {
    return new Incoming(
        method,
        "/v1/pools",
        Map::of,
        name -> Optional.ofNullable(headers.get(name)),
        () -> new byte[0],
        () -> false);
  }
}
