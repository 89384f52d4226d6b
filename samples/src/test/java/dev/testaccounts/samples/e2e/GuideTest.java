package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.app.Server;
import dev.testaccounts.app.Settings;
import dev.testaccounts.app.config.TamYaml;
import dev.testaccounts.samples.userservice.UserService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide to connecting a service says is so. */
class GuideTest {

  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  private static List<String> examples() throws Exception {
    String guide = Files.readString(Path.of("..", "docs", "connect-a-service.md"));
    return YAML.matcher(guide).results().map((MatchResult each) -> each.group(1)).toList();
  }

  @Test
  void every_example_is_one_that_the_server_takes() throws Exception {
    List<String> examples = examples();
    assertThat(examples).hasSize(3);
    for (String example : examples) {
      Path file = Files.writeString(folder.resolve("tam.yaml"), example);
      assertThat(TamYaml.read(file).services()).hasSize(1);
    }
  }

  @Test
  void the_least_is_enough_for_a_lease_that_signs_in_and_is_clean_afterwards() throws Exception {
    try (UserService service = UserService.start(UserService.Options.local())) {
      String example = examples().get(1).replace("http://127.0.0.1:8081", service.url().toString());
      Path file = Files.writeString(folder.resolve("tam.yaml"), example);
      try (Server server =
          Server.start(new Settings(folder.resolve("data"), "127.0.0.1", 0, TamYaml.read(file)))) {
        Wire wire = new Wire(server.url());
        Wire.Answer lease = wire.post("/v1/leases", "{\"pool\":\"shoppers\",\"fresh\":true}");
        assertThat(lease.status()).isEqualTo(201);
        String old = lease.body().path("account").path("password").asString();
        String username = lease.body().path("account").path("username").asString();
        assertThat(login(service, username, old)).isEqualTo(200);

        wire.delete("/v1/leases/" + lease.text("id"));
        while (wire.all("/v1/accounts?state=free").isEmpty()) {
          Thread.onSpinWait();
        }

        assertThat(login(service, username, old)).isEqualTo(401);
        assertThat(wire.get("/v1/services/shop/requests/create").status()).isEqualTo(200);
      }
    }
  }

  private static int login(UserService service, String username, String password) throws Exception {
    String body = "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}";
    return new Wire(service.url()).post("/login", body).status();
  }
}
