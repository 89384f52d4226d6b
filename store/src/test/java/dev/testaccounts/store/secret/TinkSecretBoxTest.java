package dev.testaccounts.store.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.core.secret.SealedSecret;
import dev.testaccounts.core.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TinkSecretBoxTest {

  private static final Secret SECRET = new Secret("Tam1_pässword");

  @Test
  void whatIsSealedOpensAlsoAfterAStart(@TempDir Path folder) {
    SealedSecret sealed = TinkSecretBox.open(folder).seal(SECRET, "default");

    assertThat(TinkSecretBox.open(folder).open(sealed, "default")).isEqualTo(SECRET);
  }

  @Test
  void theSameSecretIsSealedDifferentlyEachTime(@TempDir Path folder) {
    TinkSecretBox box = TinkSecretBox.open(folder);

    assertThat(box.seal(SECRET, "default")).isNotEqualTo(box.seal(SECRET, "default"));
  }

  @Test
  void anotherContextDoesNotOpen(@TempDir Path folder) {
    TinkSecretBox box = TinkSecretBox.open(folder);
    SealedSecret sealed = box.seal(SECRET, "default");

    assertThatThrownBy(() -> box.open(sealed, "other"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void aChangedTextDoesNotOpen(@TempDir Path folder) {
    TinkSecretBox box = TinkSecretBox.open(folder);
    byte[] text = box.seal(SECRET, "default").cipherText();
    text[text.length - 1] ^= 1;

    assertThatThrownBy(() -> box.open(new SealedSecret(text), "default"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anotherKeyDoesNotOpen(@TempDir Path folder, @TempDir Path other) {
    SealedSecret sealed = TinkSecretBox.open(folder).seal(SECRET, "default");

    assertThatThrownBy(() -> TinkSecretBox.open(other).open(sealed, "default"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theKeyIsItsOwnersAloneAndNothingElseIsLeft(@TempDir Path folder) throws IOException {
    TinkSecretBox.open(folder);

    Path key = folder.resolve("keyset.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(key);
    }
  }

  @Test
  void aKeyThatOthersCanReadIsRefused(@TempDir Path folder) throws IOException {
    TinkSecretBox.open(folder);
    Path key = folder.resolve("keyset.json");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> TinkSecretBox.open(folder))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(key.toString())
        .hasMessageContaining("rw-r-----")
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aDamagedKeyIsRefusedWithoutShowingIt(@TempDir Path folder) throws IOException {
    TinkSecretBox.open(folder);
    Path key = folder.resolve("keyset.json");
    Files.writeString(key, "{\"secret\":\"MySecretKey\"");

    assertThatThrownBy(() -> TinkSecretBox.open(folder))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(key.toString())
        .hasMessageNotContaining("MySecretKey")
        .hasNoCause();
  }

  @Test
  void aFolderThatIsNotThereIsMade(@TempDir Path folder) {
    Path missing = folder.resolve("missing");

    SealedSecret sealed = TinkSecretBox.open(missing).seal(SECRET, "default");

    assertThat(TinkSecretBox.open(missing).open(sealed, "default")).isEqualTo(SECRET);
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed(@TempDir Path folder) throws IOException {
    Path below = Files.writeString(folder.resolve("file"), "no folder").resolve("keys");

    assertThatThrownBy(() -> TinkSecretBox.open(below))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(below.toString());
  }

  @Test
  void aKeyThatAnotherServerMadeMeanwhileIsKept(@TempDir Path folder) throws IOException {
    KeysetFile file = new KeysetFile(folder);

    assertThat(file.create("first")).isEqualTo("first");

    assertThat(file.create("second")).isEqualTo("first");
    assertThat(file.read()).isEqualTo("first");
  }
}
