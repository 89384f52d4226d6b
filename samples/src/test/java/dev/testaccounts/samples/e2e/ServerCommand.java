package dev.testaccounts.samples.e2e;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What starts a server. A hundred of them start in these tests, each for seconds: what the first
 * one loaded is kept for the others, which then need half as long.
 */
final class ServerCommand {

  private static @Nullable Path cache;

  private ServerCommand() {}

  /** With what an earlier server loaded, where that could be kept. */
  static synchronized List<String> fast() throws Exception {
    if (cache == null) {
      cache = train();
    }
    return Files.exists(cache) ? java("-XX:AOTCache=" + cache) : java();
  }

  /** One server, started for nothing but this, says what it loaded when it ends. */
  private static Path train() throws Exception {
    Path folder = Files.createTempDirectory("tam-servers");
    Path made = folder.resolve("server.aot");
    try (ServerProcess server =
        ServerProcess.start(java("-XX:AOTCacheOutput=" + made), folder.resolve("data"))) {
      server.stop();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> discard(folder)));
    return made;
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
