package dev.testaccounts.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of the installed distribution, with its own settings, in a folder of its own.
 * It refuses to run as root, so root starts it as the user {@code postgres}.
 */
final class PostgresServer implements AutoCloseable {

  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

  private final Path programs;
  private final Path folder;
  private final Path data;
  private final int port;

  private PostgresServer(Path programs, Path folder, int port) {
    this.programs = programs;
    this.folder = folder;
    this.data = folder.resolve("data");
    this.port = port;
  }

  static PostgresServer start() throws IOException, InterruptedException {
    Path programs = programs();
    Path folder = Files.createTempDirectory("tam-bench-postgres");
    PostgresServer server = new PostgresServer(programs, folder, freePort());
    if (root()) {
      run(List.of("chown", "postgres", folder.toString()));
    }
    server.asOwner(
        "initdb", "--auth=trust", "--username=postgres", "--no-sync", "-D", server.data.toString());
    server.asOwner(
        "pg_ctl",
        "start",
        "--wait",
        "-D",
        server.data.toString(),
        "-l",
        folder.resolve("log").toString(),
        "-o",
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=''".formatted(server.port));
    return server;
  }

  private static Path programs() throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      throw new IllegalStateException(
          "expected PostgreSQL in " + INSTALLED + " (Debian: postgresql), found none");
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions.max(Comparator.naturalOrder()).orElseThrow().resolve("bin");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The address of a database in it, as {@code --store} takes it. */
  String address() {
    return "jdbc:postgresql://postgres@127.0.0.1:" + port + "/postgres";
  }

  /** What {@code pgbench} is called with to reach it, and what follows. */
  Process pgbench(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(programs.resolve("pgbench").toString(), "-n", "-h", "127.0.0.1"));
    command.addAll(List.of("-p", String.valueOf(port), "-U", "postgres"));
    command.addAll(arguments);
    command.add("postgres");
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private void asOwner(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (root()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command);
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + code);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      asOwner("pg_ctl", "stop", "--wait", "-m", "immediate", "-D", data.toString());
      run(List.of("rm", "-rf", folder.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
