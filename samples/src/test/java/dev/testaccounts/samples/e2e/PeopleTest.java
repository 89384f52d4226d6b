package dev.testaccounts.samples.e2e;

import dev.testaccounts.app.Server;
import dev.testaccounts.app.Settings;
import dev.testaccounts.app.config.TamYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each of its tests has a server and, by its own declaration, a service of people. */
abstract class PeopleTest {

  private final String declared;
  @TempDir private Path folder;
  People people;
  Wire wire;
  private Server server;

  /**
   * @param declared a tam.yaml in which {@code URL} stands for where the service is
   */
  PeopleTest(String declared) {
    this.declared = declared;
  }

  @BeforeEach
  void start() throws Exception {
    people = new People();
    Path file =
        Files.writeString(
            folder.resolve("tam.yaml"), declared.replace("URL", people.url().toString()));
    server = Server.start(new Settings(folder.resolve("data"), "127.0.0.1", 0, TamYaml.read(file)));
    wire = new Wire(server.url());
  }

  @AfterEach
  void stop() {
    server.close();
    people.close();
  }
}
