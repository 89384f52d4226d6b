package dev.testaccounts.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.app.config.TamYaml;
import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.store.sqlite.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration declares is there afterwards, or none of it. */
class ApplicationTest {

  @TempDir private Path folder;

  private void apply(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("my.yaml"), text);
    Server.start(new Settings(folder.resolve("data"), "127.0.0.1", 0, TamYaml.read(file))).close();
  }

  private List<String> services() {
    try (SqliteStore store = SqliteStore.open(folder.resolve("data"))) {
      return store
          .services()
          .services(Principal.DEFAULT_PROJECT, Page.Request.first(100))
          .items()
          .stream()
          .map(TargetService::name)
          .toList();
    }
  }

  @Test
  void what_others_depend_on_may_stand_below_them() throws Exception {
    apply(
        """
        services:
          - {name: orders, url: "http://localhost:3", dependsOn: [users, mail]}
          - {name: mail, url: "http://localhost:2", dependsOn: [users]}
          - {name: users, url: "http://localhost:1"}
        pools:
          - {name: buyers, services: [orders, users]}
        """);
    assertThat(services()).containsExactlyInAnyOrder("orders", "mail", "users");

    apply(
        """
        services:
          - {name: users, url: "http://localhost:1", dependsOn: [orders]}
          - {name: orders, url: "http://localhost:3"}
        """);
    assertThat(services()).containsExactlyInAnyOrder("orders", "mail", "users");
  }

  @Test
  void where_something_is_wrong_all_of_it_is_told_and_nothing_is_done() {
    assertThatThrownBy(
            () ->
                apply(
                    """
                    services:
                      - name: good
                        url: http://localhost:1
                      - name: ours
                        url: http://localhost:2
                        dependsOn: [theirs]
                      - name: theirs
                        url: http://localhost:3
                        dependsOn: [ours]
                      - name: lost
                        url: http://localhost:4
                        dependsOn: [none]
                    pools:
                      - name: buyers
                        services: [good, missing]
                      - name: sellers
                        services: [good]
                        attributes:
                          email: "{user}@example.test"
                      - name: people
                        services: [good]
                        attributes: {email: "{username}@mail.invalid.com"}
                    """))
        .isInstanceOf(StartException.class)
        .message()
        .satisfies(
            message ->
                assertThat(message.lines().map(line -> line.substring(folder.toString().length())))
                    .containsExactly(
                        "/my.yaml:6: services[1].dependsOn: 'theirs' itself depends on 'ours',"
                            + " which would be a circle",
                        "/my.yaml:9: services[2].dependsOn: 'ours' itself depends on 'theirs',"
                            + " which would be a circle",
                        "/my.yaml:12: services[3].dependsOn: there is no service named 'none'",
                        "/my.yaml:15: pools[0].services: there is no service named 'missing'",
                        "/my.yaml:19: pools[1].attributes.email: expected {username}, {seq},"
                            + " {pool}, {run}, {worker} or {faker:GROUP.WORD}, got '{user}'",
                        "/my.yaml:22: pools[2].attributes.email: expected an address in a domain"
                            + " that is reserved for tests, such as {username}@example.test, or"
                            + " that guard.emailDomains names, got"
                            + " '{username}@mail.invalid.com'"));

    assertThat(services()).isEmpty();
  }

  @Test
  void domains_for_tests_can_be_named() throws Exception {
    apply(
        """
        guard: {emailDomains: [QA.example.dev]}
        services:
          - {name: users, url: "http://localhost:1"}
        pools:
          - {name: buyers, services: [users], attributes: {email: "{username}@a.qa.example.dev"}}
        """);

    assertThat(services()).containsExactly("users");
  }
}
