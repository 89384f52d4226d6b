package dev.testaccounts.store.secret;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The file that holds the key: whole or not there, and never readable by others. */
final class KeysetFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path folder;
  private final Path file;

  KeysetFile(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("keyset.json");
  }

  boolean exists() {
    return Files.exists(file);
  }

  String read() throws IOException {
    if (posix()) {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      if (!OWNER_ONLY.containsAll(mode)) {
        throw new StoreUnavailableException(
            "key file %s can be read by others: expected mode rw-------, got %s; run chmod 600, and change the passwords if somebody may have read it"
                .formatted(file, PosixFilePermissions.toString(mode)),
            null);
      }
    }
    return Files.readString(file);
  }

  /**
   * Writes beside, syncs, then gives it its name: after a crash there is a whole key or none. With
   * a shared store, two servers may start in one folder: the key that is first is both's.
   */
  String create(String keyset) throws IOException {
    makeFolder();
    Path fresh = Files.createTempFile(folder, "keyset", ".new", mode("rw-------"));
    try {
      write(fresh, keyset);
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException first) {
      return read();
    } finally {
      Files.deleteIfExists(fresh);
    }
    if (posix()) {
      syncFolder();
    }
    return keyset;
  }

  private void makeFolder() throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, mode("rwx------"));
    }
  }

  private static void write(Path file, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private void syncFolder() throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private FileAttribute<?>[] mode(String permissions) {
    return posix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private boolean posix() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
