package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.app.Server;
import dev.testaccounts.app.Settings;
import dev.testaccounts.app.StartException;
import dev.testaccounts.app.config.Declared;
import dev.testaccounts.app.config.TamYaml;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server says when it cannot start, and that it starts again with what it had. */
class StartTest {

  @TempDir Path folder;

  private Server start(int port) throws StartException {
    return Server.start(
        new Settings(folder.resolve("data"), "127.0.0.1", port, Declared.nothing()));
  }

  @Test
  void a_port_that_is_taken_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> start(port))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("port " + port)
          .hasMessageContaining("taken");
    }
    start(0).close();
  }

  @Test
  void a_data_folder_has_one_server() throws Exception {
    try (Server first = start(0)) {
      assertThatThrownBy(() -> start(0))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("in use by another server");
      assertThat(new Wire(first.url()).get("/health").status()).isEqualTo(200);
    }
  }

  @Test
  void a_store_whose_key_is_another_is_refused() throws Exception {
    start(0).close();
    Path key = folder.resolve("data").resolve("keyset.json");
    Path kept = Files.move(key, folder.resolve("kept.json"));

    assertThatThrownBy(() -> start(0))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("expected the key that the secrets of this store are sealed with");

    Files.move(kept, key, StandardCopyOption.REPLACE_EXISTING);
    start(0).close();
  }

  @Test
  void a_data_folder_that_cannot_be_written_is_named() throws Exception {
    Files.writeString(folder.resolve("data"), "a file, not a folder");

    assertThatThrownBy(() -> start(0))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(folder.resolve("data").toString());
  }

  @Test
  void an_address_that_others_can_reach_is_refused_without_authentication() {
    assertThatThrownBy(() -> Server.start(new Settings(folder, "0.0.0.0", 0, Declared.nothing())))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("loopback");
  }

  @Test
  void a_tam_yaml_that_names_a_forbidden_host_stops_the_start() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("tam.yaml"), "services:\n  - name: a\n    url: http://example.com\n");

    assertThatThrownBy(
            () ->
                Server.start(
                    new Settings(folder.resolve("data"), "127.0.0.1", 0, TamYaml.read(file))))
        .isInstanceOf(StartException.class)
        .hasMessageStartingWith(file + ":3: services[0].url: ")
        .hasMessageContaining("example.com");
  }

  @Test
  void a_restarted_server_has_what_it_had() throws Exception {
    String body = "{\"name\":\"a\",\"url\":\"http://localhost:9\"}";
    try (Server first = start(0)) {
      assertThat(new Wire(first.url()).post("/v1/services", body).status()).isEqualTo(201);
    }
    try (Server second = start(0)) {
      assertThat(new Wire(second.url()).get("/v1/services/a").text("url"))
          .isEqualTo("http://localhost:9");
    }
  }
}
