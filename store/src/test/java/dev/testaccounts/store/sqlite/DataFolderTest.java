package dev.testaccounts.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store says when its folder or its file is not as it should be. */
final class DataFolderTest {

  @Test
  void theFolderIsMadeForItsOwnerAlone(@TempDir Path folder) throws IOException {
    Path data = folder.resolve("a/data");

    SqliteStore.open(data).close();

    assertThat(mode(data)).isEqualTo("rwx------");
    assertThat(mode(data.resolve("tam.db"))).isEqualTo("rw-------");
    assertThat(mode(data.resolve("tam.lock"))).isEqualTo("rw-------");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aSecondServerOnTheFolderIsToldSoUntilTheFirstHasGone(@TempDir Path folder) {
    try (SqliteStore first = SqliteStore.open(folder)) {
      assertThat(first.services().all()).isEmpty();
      assertThatThrownBy(() -> SqliteStore.open(folder))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessage("data folder " + folder + " is in use by another server");
    }
    SqliteStore.open(folder).close();
  }

  @Test
  void aFileInTheFoldersPlaceIsNamed(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("data"));

    assertThatThrownBy(() -> SqliteStore.open(file))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("data folder " + file + " cannot be used");
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() {
    Path folder = Path.of("/proc/tam");

    assertThatThrownBy(() -> SqliteStore.open(folder))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("data folder /proc/tam cannot be used");
  }

  @Test
  void aFileThatIsNoDatabaseIsNamedAndLeftAsItIs(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tam.db");
    String text = "this is my shopping list, not a database\n".repeat(100);
    Files.writeString(file, text);

    assertThatThrownBy(() -> SqliteStore.open(folder))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("database " + file)
        .hasMessageContaining("not a database");

    assertThat(file).hasContent(text);
  }

  @Test
  void aDatabaseOfANewerVersionIsRefused(@TempDir Path folder) {
    SqliteStore.open(folder).close();
    try (SqliteSession session = new Database(folder.resolve("tam.db")).writer()) {
      session.update(
          """
          INSERT INTO flyway_schema_history
            (installed_rank, version, description, type, script, installed_by, execution_time, success)
          VALUES (9, '7', 'later', 'SQL', 'V7__later.sql', 'x', 0, 1)""");
    }

    assertThatThrownBy(() -> SqliteStore.open(folder))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("newer version")
        .hasMessageContaining("version 7, expected at most 1");
  }

  @Test
  void afterAFailedStartTheFolderIsFree(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("tam.db");
    Files.writeString(file, "no database at all, but long enough to be looked at".repeat(100));
    assertThatThrownBy(() -> SqliteStore.open(folder)).isInstanceOf(RuntimeException.class);

    Files.delete(file);

    SqliteStore.open(folder).close();
  }
}
