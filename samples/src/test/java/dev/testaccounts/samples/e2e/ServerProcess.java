package dev.testaccounts.samples.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A TAM server in a process of its own, so that it can be killed as a machine would kill it. */
final class ServerProcess implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("TAM ready on (http://[0-9.:]+) .*");

  private final Process process;
  private final URI url;
  private final List<String> output;

  private ServerProcess(Process process, URI url, List<String> output) {
    this.process = process;
    this.url = url;
    this.output = output;
  }

  /** Starts a server on any free port and returns when it says that it is ready. */
  static ServerProcess start(Path data, String... further) throws Exception {
    return start(ServerCommand.fast(), data, further);
  }

  /** The same, by a command that a server's own options are added to. */
  static ServerProcess start(List<String> java, Path data, String... further) throws Exception {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of("serve", "--port", "0", "--data", data.toString()));
    command.addAll(List.of(further));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> output = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<URI> ready = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> read(process, output, ready));
    boolean started = false;
    try {
      ServerProcess server = new ServerProcess(process, ready.get(60, TimeUnit.SECONDS), output);
      started = true;
      return server;
    } finally {
      if (!started) {
        process.destroyForcibly();
      }
    }
  }

  private static void read(Process process, List<String> output, CompletableFuture<URI> ready) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        Matcher matcher = READY.matcher(line);
        if (matcher.matches()) {
          ready.complete(URI.create(matcher.group(1)));
        }
      }
    } catch (IOException e) {
      output.add("(the output broke off)");
    } finally {
      ready.completeExceptionally(
          new IllegalStateException("the server ended before it was ready: " + output));
    }
  }

  URI url() {
    return url;
  }

  /** What the server has printed so far, both streams. */
  List<String> output() {
    return List.copyOf(output);
  }

  /** Lets it run for a while; returns early only where it ends by itself. */
  boolean endsWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** SIGKILL: no hook runs, nothing is flushed. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM, and the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
