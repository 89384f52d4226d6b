package dev.testaccounts.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A server in a process of its own, started with the options that {@code tam} uses. */
final class ServerRun implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;
  private final URI url;
  private final double readySeconds;

  private ServerRun(Process process, BufferedReader output, URI url, double readySeconds) {
    this.process = process;
    this.output = output;
    this.url = url;
    this.readySeconds = readySeconds;
  }

  static ServerRun start(Path data, String... further) throws IOException {
    List<String> command = StartCache.java("-XX:AOTCache=" + StartCache.get());
    command.addAll(List.of("serve", "--port", "0", "--data", data.toString()));
    command.addAll(List.of(further));
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (line == null) {
      throw new IOException("the server ended before it was ready");
    }
    return new ServerRun(process, output, URI.create(line.split(" ", -1)[3]), seconds);
  }

  URI url() {
    return url;
  }

  /** From the start of {@code java} to its word that it is ready. */
  double readySeconds() {
    return readySeconds;
  }

  /** Resident memory now, in MiB. */
  double residentMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  /** CPU time used so far, in seconds. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  @Override
  public void close() throws IOException {
    // Nobody will read its data again: no need to drain.
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    output.close();
  }
}
