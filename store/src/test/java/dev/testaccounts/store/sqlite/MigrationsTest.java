package dev.testaccounts.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MigrationsTest {

  @Test
  void theNewestKnownVersionIsTheNewestScripts() throws IOException, URISyntaxException {
    URL scripts = Migrations.class.getClassLoader().getResource("db/migration/sqlite");
    try (Stream<Path> files = Files.list(Path.of(Objects.requireNonNull(scripts).toURI()))) {
      assertThat(files.mapToInt(MigrationsTest::version).max()).hasValue(Migrations.NEWEST);
    }
  }

  private static int version(Path script) {
    return Integer.parseInt(script.getFileName().toString().replaceFirst("V(\\d+)__.*", "$1"));
  }
}
