package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.ShownRequest;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a service that speaks SCIM, read whole and strictly. */
class ScimDeclarationsTest {

  private static final URI SHOP = URI.create("http://127.0.0.1:1");

  private final HttpConnectors connectors = Scim.connectors();

  @AfterEach
  void close() {
    connectors.close();
  }

  private static String mistake(String yaml) {
    return HttpConnectors.mistake(Scim.spec(SHOP, yaml)).map(Problem::detail).orElse("(none)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{path: /scim/v2/, password: false, authentication: {bearer: {}}}",
        "{attributes: {name: {familyName: \"{{account.attributes.name}}\"}, emails: []}}",
        "{bulk: true}",
        "{bulk: {operations: 20, failOnErrors: 5}}",
        Scim.WITH_LOGIN,
      })
  void what_is_well(String yaml) {
    assertThat(mistake(yaml)).isEqualTo("(none)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{word: x}|connector.scim.word: unknown field, expected one of [attributes, authentication, bulk, login, password, path]",
        "{bulk: 7}|connector.scim.bulk: expected true, false or an object, got 7",
        "{bulk: {operations: 0}}|connector.scim.bulk.operations: expected a whole number of 1 to 1000, got 0",
        "{bulk: {failOnErrors: x}}|connector.scim.bulk.failOnErrors: expected a whole number of 1 to 1000, got \"x\"",
        "{path: scim}|connector.scim.path: expected a path such as /scim/v2, got \"scim\"",
        "{attributes: {UserName: x}}|connector.scim.attributes: 'UserName' is given its value by the connector",
        "{attributes: {title: '{{enrollment.id}}'}}|connector.scim.attributes: enrollment.id is not known yet when create is sent",
        "{password: false, login: {path: /x}}|connector.scim.password: expected true, because login proves a password",
        "{authentication: {oauth2: {grant: password}}}|connector.scim.authentication.oauth2: expected the service's credentials [username, password], got [bearer]",
      })
  void a_mistake_is_told_with_its_place(String yaml, String expected) {
    assertThat(mistake(yaml)).isEqualTo(expected);
  }

  @Test
  void credentials_do_not_become_attributes() {
    assertThat(mistake("{attributes: {title: \"{{credentials.bearer}}\"}}"))
        .startsWith("connector.scim.attributes.title: unknown variable 'credentials.bearer'");
  }

  @Test
  void nothing_else_is_said_beside_it_but_tls() {
    assertThat(
            HttpConnectors.mistake(
                    Declared.spec(
                        SHOP,
                        "scim",
                        Declared.settings("{scim: {}, parameters: {a: b}}"),
                        Map.of()))
                .map(Problem::detail))
        .contains("connector.parameters: unknown field, expected one of [scim, tls]");
    assertThat(
            HttpConnectors.mistake(
                    Declared.spec(
                        SHOP,
                        "scim",
                        Declared.settings("{scim: {}, tls: {authority: /none.pem}}"),
                        Map.of()))
                .map(Problem::detail))
        .hasValueSatisfying(
            detail -> assertThat(detail).startsWith("connector.tls: the file /none.pem"));
    assertThat(
            HttpConnectors.mistake(Declared.spec(URI.create("ldap://x"), "scim", "{}", Map.of()))
                .map(Problem::detail))
        .contains("url: expected http:// or https:// for the recipe 'scim', got ldap://");
  }

  @Test
  void what_it_can_do_is_known_before_it_is_asked() {
    assertThat(Scim.connector(connectors, SHOP, Scim.LEAST).capabilities())
        .containsExactlyInAnyOrder(
            Capability.EXISTS, Capability.RESET, Capability.LIST, Capability.CHECK);
    assertThat(Scim.connector(connectors, SHOP, Scim.WITH_LOGIN).capabilities())
        .contains(Capability.SIGN_IN);
  }

  @Test
  void each_request_is_shown_without_a_secret() {
    Connector connector = Scim.connector(connectors, SHOP, Scim.WITH_LOGIN);

    ShownRequest create = connector.shown("create").orElseThrow();
    assertThat(create.url()).isEqualTo(SHOP + "/scim/v2/Users");
    assertThat(create.headers())
        .containsEntry("Authorization", "Bearer ***")
        .containsEntry("Content-Type", "application/scim+json");
    assertThat(create.body())
        .isEqualTo(
            "{\"userName\":\"test_1a2b3c4d\",\"externalId\":\"tam-01ja0000000000000000000004\","
                + "\"active\":true,\"password\":\"***\",\"emails\":[{\"value\":"
                + "\"test_1a2b3c4d@example.test\",\"type\":\"work\",\"primary\":true}],"
                + "\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"]}");
    assertThat(connector.shown("exists").orElseThrow().url())
        .endsWith("/Users?startIndex=1&count=100&filter=userName%20eq%20%22test_1a2b3c4d%22");
    assertThat(connector.shown("list").orElseThrow().url())
        .endsWith("filter=externalId%20sw%20%22tam-%22");
    assertThat(connector.shown("reset").orElseThrow().method()).isEqualTo("PATCH");
    assertThat(connector.shown("delete").orElseThrow().url()).endsWith("/scim/v2/Users/ID");
    assertThat(connector.shown("check").orElseThrow().url()).endsWith("/ServiceProviderConfig");
    assertThat(connector.shown("login").orElseThrow().body()).contains("\"secret\":\"***\"");
    assertThat(connector.shown("dance")).isEmpty();
    assertThat(Scim.connector(connectors, SHOP, Scim.LEAST).shown("login")).isEmpty();
  }
}
