package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What starts a server. A hundred of them start in these tests: what the first one loaded is kept
 * for the others, which then need half as long.
 */
final class ServerCommand {

  private static @Nullable Path cache;

  private ServerCommand() {}

  /** With what an earlier server loaded. */
  static synchronized List<String> fast() throws Exception {
    if (cache == null) {
      cache = train();
    }
    return java("-XX:AOTCache=" + cache);
  }

  /**
   * One server, started for nothing but this, tells what it loaded when it ends; of that another
   * process makes the cache. It finds its port taken, after all else: one that is stopped from
   * outside may end before it has told everything.
   */
  private static Path train() throws Exception {
    Path folder = Files.createTempDirectory("tam-servers");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> discard(folder)));
    String loaded = "-XX:AOTConfiguration=" + folder.resolve("loaded");
    Path made = folder.resolve("server.aot");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> server = java("-Xlog:disable", "-XX:AOTMode=record", loaded);
      server.addAll(
          List.of(
              "serve",
              "--port",
              String.valueOf(taken.getLocalPort()),
              "--data",
              folder.resolve("data").toString()));
      run(server, folder.resolve("log"), 2);
    }
    run(
        java("-Xlog:disable", "-XX:AOTMode=create", loaded, "-XX:AOTCache=" + made),
        folder.resolve("log"),
        0);
    return made;
  }

  private static void run(List<String> command, Path log, int expected) throws Exception {
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(exit).as("%s: %s", command, Files.readString(log)).isEqualTo(expected);
  }

  private static List<String> java(String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath(), "dev.testaccounts.app.Main"));
    return command;
  }

  /** The tests' own classes are in folders, and none of a server's: only jars can be kept. */
  private static String classPath() {
    String tests =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(tests.split(File.pathSeparator))
        .filter(each -> !each.startsWith(Path.of("target").toAbsolutePath().toString()))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void discard(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((one, other) -> other.compareTo(one)).forEach(each -> each.toFile().delete());
    } catch (IOException e) {
      System.err.println("left behind: " + folder);
    }
  }
}
