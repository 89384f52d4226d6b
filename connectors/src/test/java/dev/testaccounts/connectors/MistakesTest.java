package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.ServiceSpec;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes are told when a service is registered, each with its place. */
class MistakesTest {

  private static final URI HERE = URI.create("http://127.0.0.1:1");

  private final HttpConnectors connectors = Calls.connectors();

  @AfterEach
  void close() {
    connectors.close();
  }

  private String mistake(String yaml) {
    return Declared.mistake(connectors, Declared.spec(HERE, yaml));
  }

  @Test
  void what_is_right_has_none() {
    assertThat(mistake(Declared.LEAST)).isEqualTo("(none)");
    assertThat(mistake(DeclaredRequestsTest.BY_ID)).isEqualTo("(none)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{account.usrname}}|unknown variable 'account.usrname', expected one of account.",
        "{{credentials.key}}|unknown variable 'credentials.key'",
        "{{parameters.realm}}|unknown variable 'parameters.realm'",
        "{{enrollments.erp.id}}|unknown variable 'enrollments.erp.id'",
        "{{#if account.usrname}}x{{/if}}|unknown variable 'account.usrname'",
        "{{#if account.email}}{{account.nick}}{{/if}}|unknown variable 'account.nick'",
        "{{../account.id}}|unknown variable '../account.id'",
        "{{this}}|unknown variable 'this'",
        "{{#each account.labels}}x{{/each}}|unknown block 'each'",
        "{{lookup account 'password'}}|unknown variable",
        "{{{account.id}}}|expected {{…}}",
        "{{> partial}}|expected variables, {{#if}} and {{#unless}} only",
        "{{account.id|not a template: line 1, column ",
        "{{enrollment.id}}|enrollment.id is not known yet when create is sent"
      })
  void a_template_that_cannot_be_filled_is_refused(String template, String reason) {
    String detail =
        mistake(
            "create: {path: /u, headers: {X-A: \""
                + template
                + "\"}, raw: \"{{account.password}}\"}\ndelete: {path: /u}");

    assertThat(detail).startsWith("connector.http.create").contains(": " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deleet: {path: /x}|connector.http.deleet: unknown field, expected one of [authentication, ",
        "exists: {pth: /x}|connector.http.exists.pth: unknown field",
        "exists: {method: GET}|connector.http.exists.path: expected a path that begins with /",
        "exists: {path: x}|connector.http.exists.path: expected a path that begins with /",
        "exists: {path: '/x/{username}'}|connector.http.exists.path: expected values in two braces, such as {{account.username}}",
        "exists: {path: /x y}|connector.http.exists.path: expected a path as a URL has it: Illegal character in path",
        "exists: {path: /x%zz}|connector.http.exists.path: expected a path as a URL has it: Malformed escape pair",
        "exists: {path: /x?y=1}|connector.http.exists.path: expected a path without a query",
        "exists: {path: /x, method: TRACE}|connector.http.exists.method: expected one of GET",
        "exists: {path: /x, success: [20]}|connector.http.exists.success[0]: expected a whole number",
        "exists: {path: /x, success: [404]}|connector.http.exists: expected each status in one of",
        "exists: {path: /x, id: '$..['}|connector.http.exists.id: expected a JSONPath",
        "exists: {path: /x, headers: {X-A: \"a\\nB: c\"}}|connector.http.exists.headers: expected one line for X-A",
        "setPassword: {path: /p}|connector.http.setPassword: goes with reset, which is not declared",
        "revokeSessions: {path: /p}|connector.http.revokeSessions: goes with reset, which is not",
        "exists: {path: /x, refused: [200]}|connector.http.exists.refused: unknown field",
        "login: {path: /x, refused: [200]}|connector.http.login: expected other statuses in refused than",
        "login: {path: /x, success: [404]}|connector.http.login: expected each status in one of",
        "exists: {path: /x, json: {}, raw: ''}|connector.http.exists: expected at most one of json",
        "exists: {path: /x, headers: {Host: evil}}|connector.http.exists.headers: the name 'Host'",
        "exists: {path: /x, tokens: {a: $.a}}|connector.http.exists.tokens: unknown field",
        "reset: {path: /x}|connector.http.reset: nothing sets the new password",
        "list: {path: /x}|connector.http.list: expected items and username",
        "list: {path: /x, items: $, username: $.n, paging: {cursor: {next: $.n, in: head}}}|connector.http.list.paging.cursor.in: expected query or body",
        "list: {path: /x, items: $, username: $.n, paging: {cursor: {next: $.n, in: body}}}|connector.http.list: paging.cursor.in: body, so expected an object under json",
        "exists: {path: '/{{enrollment.id}}', id: $.i}|connector.http.exists: enrollment.id is not known yet",
        "check: {path: '/{{account.id}}'}|connector.http.check.path: unknown variable 'account.id'",
        "reset: {path: '/{{enrollment.id}}', raw: '{{account.password}}'}|connector.http.reset: enrollment.id"
      })
  void a_mistake_is_told_with_its_place(String operation, String detail) {
    assertThat(mistake(Declared.LEAST + operation + "\n")).startsWith(detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{basic: {}}|expected the service's credentials [username, password], got []",
        "{bearer: {}}|expected the service's credentials [bearer], got []",
        "{apiKey: {header: X}}|expected the service's credentials [apiKey], got []",
        "{smoke: {}}|unknown field, expected one of [apiKey, aws, basic, bearer, none, oauth2, session]",
        "{none: {}, basic: {}}|expected exactly one of",
        "{oauth2: {grant: implicit, path: /t}}|expected clientCredentials or password",
        "{oauth2: {grant: clientCredentials, path: /t, clientIn: heder}}|expected body or header",
        "{oauth2: {grant: clientCredentials, path: /t, clientIn: header, clientId: a}}|expected the service's credentials [clientSecret], got []",
        "{session: {path: /in, page: in}}|expected a path that begins with /"
      })
  void an_authentication_that_cannot_work_is_refused(String authentication, String reason) {
    assertThat(mistake("authentication: " + authentication + "\n" + Declared.LEAST))
        .startsWith("connector.http.authentication")
        .contains(": " + reason);
  }

  @Test
  void a_redirect_is_told_from_the_end_of_a_session() {
    String forms = Declared.LEAST.replace("create: {", "create: {success: [302], ");
    String session = "authentication: {session: {path: /in%s}}\n";

    assertThat(mistake(session.formatted("") + forms))
        .startsWith(
            "connector.http.create: takes a redirect for success, so expected"
                + " authentication.session.page");
    assertThat(mistake(session.formatted(", page: /in") + forms)).isEqualTo("(none)");
    assertThat(mistake(session.formatted("") + Declared.LEAST)).isEqualTo("(none)");
    assertThat(mistake(forms)).isEqualTo("(none)");
  }

  @Test
  void a_secret_in_clear_is_refused() {
    assertThat(
            mistake(
                Declared.LEAST.replace(
                    "delete: {", "delete: {headers: {Authorization: Bearer hunter2}, ")))
        .startsWith("connector.http.delete: expected a secret under credentials")
        .doesNotContain("hunter2");
    assertThat(
            mistake(
                Declared.LEAST.replace(
                    "delete: {", "delete: {headers: {X-Api-Key: \"{{service.name}}\"}, ")))
        .isEqualTo("(none)");
  }

  @Test
  void create_and_delete_are_always_there() {
    assertThat(mistake("delete: {path: /u}\n"))
        .isEqualTo("connector.http.create: expected the operation create, got nothing");
    assertThat(mistake("create: {path: /u, raw: \"{{account.password}}\"}\n"))
        .isEqualTo("connector.http.delete: expected the operation delete, got nothing");
    assertThat(mistake("create: {path: /u}\ndelete: {path: /u}\n"))
        .startsWith("connector.http.create: nothing sets the password");
  }

  private String settings(String recipe, String yaml) {
    ServiceSpec spec = Declared.spec(HERE, recipe, Declared.settings(yaml), Map.of());
    return Declared.mistake(connectors, spec);
  }

  @Test
  void a_recipe_is_told_what_it_must_be_told_and_no_more() {
    assertThat(settings("keycloak", "{}"))
        .isEqualTo("connector.parameters.realm: the recipe 'keycloak' must be told, got nothing");
    assertThat(settings("keycloak", "parameters: {realm: a, relm: b}"))
        .startsWith("connector.parameters.relm: the recipe 'keycloak' knows the parameters [");
    assertThat(settings("http", "{}"))
        .isEqualTo("connector.http: expected the operations of the service, got nothing");
    assertThat(settings("simple", "parameters: {a: b}"))
        .isEqualTo("connector.parameters: unknown field, expected one of [tls]");
    assertThat(settings("simple", "http: {login: null}"))
        .isEqualTo("connector.http: unknown field, expected one of [tls]");
    assertThat(settings("simple", "{}")).isEqualTo("(none)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|(none)",
        "{login: null}|(none)",
        "[]|connector.http: expected an object, got []",
        "{logn: null}|connector.http.logn: unknown field, expected one of",
        "{create: null}|connector.http.create: expected the operation create, got nothing",
        "{create: {json: null}}|connector.http.create: nothing sets the password",
        "{create: {form: {p: x}}}|connector.http.create: expected at most one of json, form and raw",
        "{exists: null}|connector.http.create: asksFirst needs the operation exists",
        "{login: {path: '/{{realm}}'}}|connector.http.login.path: unknown variable 'realm'",
        "{login: {basic: {user: ann}}}|connector.http.login.basic.user: unknown field",
        "{login: {basic: 7}}|connector.http.login.basic: expected an object, got 7",
        "{login: {authenticated: true}}|connector.http.login: expected either basic, the account's own",
        "{exists: {basic: {}}}|connector.http.exists.basic: unknown field",
      })
  void a_recipe_takes_what_is_different(String http, String reason) {
    Map<String, String> administrator = Map.of("username", "${env:A}", "password", "${env:B}");
    String settings = Declared.settings("http: " + http);
    String said =
        Declared.mistake(connectors, Declared.spec(HERE, "rabbitmq", settings, administrator));
    assertThat(said).startsWith(reason);
    assertThat(said.equals("(none)")).isEqualTo(reason.equals("(none)"));
  }

  @Test
  void TLS_files_that_cannot_be_used_are_told() {
    assertThat(settings("simple", "tls: {authority: /nowhere/ca.pem}"))
        .isEqualTo("connector.tls: the file /nowhere/ca.pem cannot be read");
    assertThat(settings("simple", "tls: {certificate: /nowhere/own.pem}"))
        .isEqualTo("connector.tls: expected certificate and key together, got one of them");
  }
}
