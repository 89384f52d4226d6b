package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.app.Server;
import dev.testaccounts.app.Settings;
import dev.testaccounts.app.StartException;
import dev.testaccounts.app.config.TamYaml;
import dev.testaccounts.testkit.fault.FaultyWire;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A service whose URL changes while it holds accounts, over a real server. */
class MovedServiceTest extends StagedTest {

  private static String at(int port, String more) {
    return "{\"url\":\"http://localhost:" + port + "\"" + more + "}";
  }

  private Wire.Answer put(String body) throws Exception {
    return wire.send("PUT", "/v1/services/user-service", body);
  }

  private String url() throws Exception {
    return wire.get("/v1/services/user-service").text("url");
  }

  @Test
  void accounts_are_not_left_behind_at_an_address_that_nobody_knows() throws Exception {
    stage.fill(3);
    String before = url();
    int elsewhere;
    try (ServerSocket free = new ServerSocket(0)) {
      elsewhere = free.getLocalPort();
    }

    Wire.Answer refused = put(at(elsewhere, ""));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("code")).isEqualTo("in-use");
    assertThat(refused.text("detail"))
        .startsWith("url: service 'user-service' still holds accounts at " + before)
        .endsWith("say movedFrom: " + before);
    assertThat(url()).isEqualTo(before);

    wire.post("/v1/cleanup", "{\"pool\":\"buyers\"}");
    stage.await(() -> stage.count("deleted") == 3);
    assertThat(stage.service().accounts()).isEmpty();
    assertThat(put(at(elsewhere, "")).status()).isEqualTo(200);
  }

  @Test
  void accounts_that_moved_with_their_service_are_removed_from_where_it_is() throws Exception {
    stage.fill(3);
    try (FaultyWire other = FaultyWire.to(stage.service().url().getPort())) {
      String moved = ",\"movedFrom\":\"" + url() + "/\"";

      assertThat(put(at(other.port(), moved)).status()).isEqualTo(200);
      assertThat(put(at(other.port(), moved)).status()).as("once more").isEqualTo(200);
      assertThat(url()).endsWith(":" + other.port());
      assertThat(put(at(other.port(), ",\"movedFrom\":\"h st\"")).text("detail"))
          .isEqualTo("movedFrom: expected an http or https URL, got 'h st'");

      wire.post("/v1/cleanup", "{\"pool\":\"buyers\"}");
      stage.await(() -> stage.count("deleted") == 3);
      assertThat(stage.service().accounts()).isEmpty();
    }
  }

  @Test
  void a_file_that_names_another_address_says_from_where_it_moved() throws Exception {
    String before = url();
    try (FaultyWire other = FaultyWire.to(stage.service().url().getPort())) {
      String after = "http://localhost:" + other.port();
      try (Server first = started(before, "")) {
        Wire own = new Wire(first.url());
        own.post("/v1/accounts", "{\"pool\":\"buyers\",\"count\":2}");
        stage.await(() -> own.all("/v1/accounts?state=free").size() == 2);
      }

      assertThatThrownBy(() -> started(after, ""))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("moved.yaml:3: services[0].url: service 'user-service' still holds")
          .hasMessageEndingWith("say movedFrom: " + before);

      try (Server moved = started(after, "movedFrom: " + before)) {
        Wire own = new Wire(moved.url());
        own.post("/v1/cleanup", "{\"pool\":\"buyers\"}");
        stage.await(() -> stage.service().accounts().isEmpty());
      }
    }
  }

  private Server started(String url, String more) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("moved.yaml"),
            """
            services:
              - name: user-service
                url: %s
                %s
            pools: [{name: buyers, services: [user-service]}]
            """
                .formatted(url, more));
    return Server.start(new Settings(folder.resolve("moved"), "127.0.0.1", 0, TamYaml.read(file)));
  }
}
