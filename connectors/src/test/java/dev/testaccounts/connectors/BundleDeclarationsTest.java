package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.connectors.declaration.BundleDeclaration;
import dev.testaccounts.connectors.declaration.Declarations;
import dev.testaccounts.connectors.declaration.Variables;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.ServiceSpec;
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

  /** A comma in a value made an entry of another parent, or of another name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cn={{account.labels.team}},ou=people|ldap://localhost|cn=Doe\\, Jo\\+1,ou=people",
        "CN={{account.labels.team}},ou=people|LDAPS://localhost|CN=Doe\\, Jo\\+1,ou=people",
        "{{account.labels.team}}|ldap://localhost|Doe, Jo+1",
        "a {{account.labels.team}}|jdbc://localhost|a Doe, Jo+1",
      })
  void a_value_is_a_part_of_a_directorys_name(String name, URI url, String expected)
      throws Exception {
    ServiceSpec spec =
        Declared.spec(
            url,
            "connid",
            Declared.settings("connid: {bundle: ldap, name: '" + name + "'}"),
            Map.of());
    Identity doe =
        new Identity(
            Calls.ANN.account(),
            "ann",
            new Secret(Calls.PASSWORD),
            null,
            Map.of(),
            Map.of("team", "Doe, Jo+1"),
            Map.of(),
            null);

    assertThat(declared(spec).name(Variables.of(spec, Map.of()).with(doe))).isEqualTo(expected);
  }

  @Test
  void what_is_always_the_same_is_said_in_clear() {
    ServiceSpec spec =
        Declared.spec(
            DIRECTORY,
            "connid",
            Declared.settings(
                """
                connid:
                  bundle: ldap
                  name: x
                  configuration: {principal: cn=admin, credentials: "{{credentials.bind}}", a: [b, c]}
                """),
            Map.of("bind", "${env:BIND}"));

    assertThat(declared(spec).saidInClear()).containsExactlyInAnyOrder("principal", "a");
  }

  private static BundleDeclaration declared(ServiceSpec spec) {
    return switch (Declarations.readBundle(spec)) {
      case Result.Ok<BundleDeclaration>(BundleDeclaration declaration) -> declaration;
      case Result.Refused<BundleDeclaration>(Problem problem) ->
          throw new AssertionError(problem.detail());
    };
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
