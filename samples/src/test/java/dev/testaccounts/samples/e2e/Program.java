package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A product that nobody here wrote, run in processes of its own, which end with the test's. */
final class Program implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Process process;
  private final Path output;
  private final Thread end = new Thread(this::kill);

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
    Runtime.getRuntime().addShutdownHook(end);
  }

  /**
   * Starts a program.
   *
   * @param folder where it runs, and where its output goes
   * @param environment what it is told beside the test's own environment
   */
  static Program start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    Path output = folder.resolve(Path.of(command.getFirst()).getFileName() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new Program(builder.start(), output);
  }

  /** The path of a program that a Debian package brings; says which one where it is missing. */
  static String installed(String path, String debianPackage) {
    if (!Files.isExecutable(Path.of(path))) {
      throw new IllegalStateException(
          "expected the program %s, found none: install the Debian package %s, as ./verify does"
              .formatted(path, debianPackage));
    }
    return path;
  }

  /** A port of the loopback address that was free just now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Returns when the program answers 200 there; says what it printed where it does not. */
  void awaitAnswer(URI url, Duration most) throws Exception {
    awaitAnswer(url, "", most);
  }

  /**
   * The same where not everybody is answered.
   *
   * @param authorization the header's value
   */
  void awaitAnswer(URI url, String authorization, Duration most) throws Exception {
    long until = System.nanoTime() + most.toNanos();
    while (!answers(url, authorization)) {
      assertThat(process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS))
          .as(() -> "it ended before it answered at " + url + ": " + printed())
          .isFalse();
      assertThat(System.nanoTime())
          .as(() -> "no answer at " + url + " within " + most + ": " + printed())
          .isLessThan(until);
    }
  }

  private static boolean answers(URI url, String authorization) throws InterruptedException {
    try {
      return new Outside(url).get(url.toString(), authorization).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private String printed() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void kill() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(end);
  }
}
