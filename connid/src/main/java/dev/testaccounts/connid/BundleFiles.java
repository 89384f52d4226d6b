package dev.testaccounts.connid;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where the files of bundles are: those that ship with this product, and those that whoever runs it
 * put into a folder. Only they can: a bundle is a program, and no request may bring one.
 */
final class BundleFiles {

  private final Path folder;

  /**
   * @param folder of {@code NAME.jar} files; need not be there
   */
  BundleFiles(Path folder) {
    this.folder = folder;
  }

  /** The file of a bundle; empty where there is none. */
  Optional<Path> file(String name) {
    Path own = folder.resolve(name + ".jar");
    return Files.isRegularFile(own) ? Optional.of(own) : shipped(name);
  }

  Path folder() {
    return folder;
  }

  /** ConnId reads bundles from files only, and ours stand inside of one. */
  private static Optional<Path> shipped(String name) {
    try (InputStream in = BundleFiles.class.getResourceAsStream("bundles/" + name + ".jar")) {
      if (in == null) {
        return Optional.empty();
      }
      Path copy = Files.createTempFile("tam-" + name + "-", ".jar");
      copy.toFile().deleteOnExit();
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return Optional.of(copy);
    } catch (IOException e) {
      throw new UncheckedIOException("the bundle '" + name + "' cannot be unpacked", e);
    }
  }
}
