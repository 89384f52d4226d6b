package dev.testaccounts.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a server loads, kept for the next ones: {@code tam} makes such a cache when it builds, and
 * starts servers from it; the bench makes one for each run of its own. Thread-safe.
 */
final class StartCache {

  private static @Nullable Path made;

  private StartCache() {}

  /** The cache, made by the first who asks. */
  static synchronized Path get() throws IOException {
    if (made == null) {
      Scratch scratch = Scratch.make();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> discard(scratch)));
      made = train(scratch.folder());
    }
    return made;
  }

  private static void discard(Scratch scratch) {
    try {
      scratch.close();
    } catch (IOException e) {
      System.err.println("left behind: " + scratch.folder());
    }
  }

  /**
   * By a server that finds its port taken, after all else: one that is stopped from outside may end
   * before it has told what it loaded.
   */
  private static Path train(Path folder) throws IOException {
    String loaded = "-XX:AOTConfiguration=" + folder.resolve("loaded");
    Path cache = folder.resolve("server.aot");
    Path log = folder.resolve("log");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> server = java("-XX:AOTMode=record", loaded);
      server.addAll(List.of("serve", "--port", String.valueOf(taken.getLocalPort())));
      server.addAll(List.of("--data", folder.resolve("data").toString()));
      run(server, log);
    }
    run(java("-XX:AOTMode=create", loaded, "-XX:AOTCache=" + cache), log);
    if (!Files.exists(cache)) {
      throw new IOException("no cache to start servers from: " + Files.readString(log));
    }
    return cache;
  }

  private static void run(List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IOException("interrupted", e);
    }
  }

  /** A JVM with the options that {@code tam} uses, up to the server's main class. */
  static List<String> java(String... further) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    new StringTokenizer(System.getProperty("bench.serverOptions", ""))
        .asIterator()
        .forEachRemaining(option -> command.add((String) option));
    command.addAll(List.of(further));
    command.addAll(List.of("-cp", jars(), "dev.testaccounts.app.Main"));
    return command;
  }

  /** The bench's own classes lie in a folder, and none of a server's: only jars can be kept. */
  private static String jars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(each -> each.endsWith(".jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
