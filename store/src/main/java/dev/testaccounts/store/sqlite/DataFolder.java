package dev.testaccounts.store.sqlite;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folder that holds everything, for one process at a time and for its user's eyes only. */
final class DataFolder implements AutoCloseable {

  private final Path folder;
  private final FileChannel lock;

  private DataFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Makes the folder where there is none, and takes it for this process. */
  static DataFolder take(Path folder) {
    try {
      make(folder);
      DataFolder taken = new DataFolder(folder, lock(folder));
      open(taken.database()).close();
      return taken;
    } catch (IOException e) {
      throw new StoreUnavailableException(
          "data folder " + folder + " cannot be used: expected a folder to write in, got " + e, e);
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel = open(folder.resolve("tam.lock"));
    if (tryLock(channel) == null) {
      channel.close();
      throw new StoreUnavailableException(
          "data folder " + folder + " is in use by another server", null);
    }
    return channel;
  }

  Path database() {
    return folder.resolve("tam.db");
  }

  private static void make(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, only(folder, "rwx------"));
    }
  }

  /** SQLite's other files take over the mode of the first. */
  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), only(file, "rw-------"));
  }

  private static FileAttribute<?>[] only(Path path, String permissions) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    Set<PosixFilePermission> mode = PosixFilePermissions.fromString(permissions);
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
        : new FileAttribute<?>[0];
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException takenByThisProcess) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new StoreUnavailableException("data folder " + folder + " cannot be given up", e);
    }
  }
}
