package dev.testaccounts.samples.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each of its tests has a server and a service of its own; after each the promises are checked. */
abstract class StagedTest {

  @TempDir Path folder;
  Stage stage;
  Wire wire;

  @BeforeEach
  void begin() throws Exception {
    stage = Stage.withPool(folder);
    wire = stage.wire();
  }

  @AfterEach
  void end() {
    stage.close();
  }
}
