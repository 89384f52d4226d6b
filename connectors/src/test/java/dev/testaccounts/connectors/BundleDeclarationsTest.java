package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Problem;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to a bundle, read whole and strictly. */
class BundleDeclarationsTest {

  private static final URI DIRECTORY = URI.create("ldap://localhost:389");

  private static String mistake(String yaml) {
    return mistake(DIRECTORY, "connid:\n" + yaml.indent(2));
  }

  private static String mistake(URI url, String settings) {
    return HttpConnectors.mistake(
            Declared.spec(
                url, "connid", Declared.settings(settings), Map.of("bind", "${env:BIND}")))
        .map(Problem::detail)
        .orElse("(none)");
  }

  @Test
  void one_that_says_all_is_well() {
    assertThat(
            mistake(
                """
                bundle: ldap
                configuration:
                  credentials: "{{credentials.bind}}"
                  baseContexts: [ou=people]
                  changeLogBlockSize: 100
                  readSchema: true
                name: "uid={{account.username}}"
                login: "{{account.username}}"
                username: uid
                attributes: {mail: "{{account.email}}"}
                """))
        .isEqualTo("(none)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: x}|connector.connid.bundle: expected the name of a bundle, such as ldap, got nothing",
        "{bundle: ldap}|connector.connid.name: expected what an account is found by, got nothing",
        "{bundle: ../x, name: x}|connector.connid.bundle: expected 1 to 63 lower-case letters, digits, dots and hyphens, got \"../x\"",
        "{bundle: ldap, name: x, configuration: {a: 1.5}}|connector.connid.configuration.a: expected text, a whole number, true or false, or a list of them, got 1.5",
        "{bundle: ldap, name: x, attributes: {__PASSWORD__: x}}|connector.connid.attributes: '__PASSWORD__' is given its value by the bundle's connector itself",
      })
  void a_mistake_is_told_with_its_place(String yaml, String expected) {
    assertThat(mistake(yaml)).isEqualTo(expected);
  }

  @Test
  void an_account_is_not_known_to_the_configuration() {
    assertThat(
            mistake(
                "{bundle: ldap, name: x, configuration: {principal: \"{{account.username}}\"}}"))
        .startsWith("connector.connid.configuration.principal: unknown variable");
    assertThat(mistake("{bundle: ldap, name: x, words: 1}")).contains("unknown field");
  }

  @Test
  void tls_is_for_what_speaks_it() {
    String tls = "connid: {bundle: ldap, name: x}\ntls: {authority: nowhere.pem}";
    assertThat(mistake(DIRECTORY, tls))
        .isEqualTo("connector.tls: expected a url of ldaps:// with it, got ldap://");
    assertThat(mistake(URI.create("ldaps://localhost"), tls))
        .isEqualTo("connector.tls: the file nowhere.pem cannot be read");
  }

  @Test
  void a_recipe_over_http_is_at_a_url_of_http() {
    assertThat(
            HttpConnectors.mistake(Declared.spec(DIRECTORY, Declared.LEAST)).map(Problem::detail))
        .contains("url: expected http:// or https:// for the recipe 'http', got ldap://");
  }

  @Test
  void without_bundles_none_is_known() {
    try (HttpConnectors connectors = Calls.connectors()) {
      assertThat(
              Declared.mistake(
                  connectors,
                  Declared.spec(
                      DIRECTORY,
                      "connid",
                      Declared.settings("connid: {bundle: ldap, name: x}"),
                      Map.of())))
          .isEqualTo("connector.connid.bundle: there is no bundle 'ldap' here");
    }
  }
}
