package dev.testaccounts.core.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundlesTest {

  private static final BundleSetup SETUP =
      new BundleSetup(
          "ldap",
          URI.create("ldap://localhost"),
          "__ACCOUNT__",
          Map.of("credentials", List.of("hunter2")),
          Limits.standard());

  @Test
  void where_there_are_no_bundles_each_is_unknown() {
    Bundles none = Bundles.none();

    assertThat(none.problemWith(SETUP, Set.of()).map(Problem::detail))
        .contains("connector.connid.bundle: there is no bundle 'ldap' here");
    assertThat(none.capabilities("ldap")).isEmpty();
    assertThatThrownBy(() -> none.open(SETUP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no bundle 'ldap' here");
    none.close();
  }

  @Test
  void what_it_is_told_is_its_own_and_not_printed() {
    List<String> texts = new ArrayList<>(List.of("a"));
    BundleSetup setup =
        new BundleSetup("ldap", SETUP.url(), "x", Map.of("baseContexts", texts), Limits.standard());
    texts.add("b");

    assertThat(setup.configuration()).containsEntry("baseContexts", List.of("a"));
    assertThat(SETUP).hasToString("BundleSetup[ldap, ldap://localhost, __ACCOUNT__]");
    assertThat(new BundleEntry("n", Map.of(), new Secret("hunter2")).toString())
        .doesNotContain("hunter2");
    Way way = new Way(List.of(), Duration.ofSeconds(1));
    assertThat(way.addresses()).isEmpty();
    assertThat(way.trust()).isEqualTo(new Trust(null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "HTTPS", "ldap", "ldaps", "tcp"})
  void a_service_may_be_reached_by_what_its_bundle_speaks(String scheme) {
    URI url = URI.create(scheme + "://localhost:1");

    assertThat(Guard.loopback().check(url, "testing")).isEmpty();
    assertThat(Guard.loopback().check(url).isEmpty())
        .isEqualTo(scheme.toLowerCase(Locale.ROOT).startsWith("http"));
    assertThat(Guard.loopback().check(URI.create(scheme + "://elsewhere.test"), "testing"))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://localhost", "localhost"})
  void anything_else_is_told_what_is_expected(String url) {
    assertThat(Guard.loopback().check(URI.create(url), "testing").map(Problem::detail))
        .contains(
            "url: expected http:// or https:// (or for connid ldap://, ldaps:// or tcp://), got '"
                + url
                + "'");
  }
}
