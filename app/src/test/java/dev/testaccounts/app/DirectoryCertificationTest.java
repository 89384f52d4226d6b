package dev.testaccounts.app;

import dev.testaccounts.testkit.connector.ConnectorContract;
import dev.testaccounts.testkit.connector.ConnectorFixture;
import dev.testaccounts.testkit.directory.Slapd;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A real directory through the bundle that ships, under the faults of the kit. */
class DirectoryCertificationTest extends ConnectorContract {

  @TempDir private static Path home;
  private static Slapd slapd;

  @BeforeAll
  static void start() throws Exception {
    slapd = Slapd.start(home);
  }

  @AfterAll
  static void stop() {
    slapd.close();
  }

  @Override
  protected ConnectorFixture fixture(Path folder) {
    return new DirectoryFixture(slapd, folder, clock);
  }
}
