package dev.testaccounts.gate;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What somebody has who has just cloned the project: its files and nothing that was ever built. */
final class Checkout implements AutoCloseable {

  private static final long LONGEST_MINUTES = 10;

  private final Path folder;
  private final List<Process> running = new ArrayList<>();

  private Checkout(Path folder) {
    this.folder = folder;
  }

  /** Copies every file that would be in a commit of the tree as it is now. */
  static Checkout of(Path repository, Path folder) throws IOException, InterruptedException {
    Process list =
        new ProcessBuilder("git", "ls-files", "--cached", "--others", "--exclude-standard")
            .directory(repository.toFile())
            .start();
    for (String name : list.inputReader().lines().toList()) {
      Path from = repository.resolve(name);
      if (Files.isRegularFile(from)) {
        Path to = folder.resolve(name);
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    if (list.waitFor() != 0) {
      throw new IOException("git cannot list the files of " + repository);
    }
    return new Checkout(folder);
  }

  record Ended(int code, String output) {}

  /** Runs a command to its end. */
  Ended run(String command) throws IOException, InterruptedException {
    Process process = start(command);
    String output = String.join("\n", process.inputReader().lines().toList());
    return new Ended(process.waitFor(), output);
  }

  /** Starts a command that goes on, and waits until it prints a line that holds some words. */
  List<String> startUntil(String command, String words)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    Process process = start(command);
    running.add(process);
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Void> seen = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> read(process, lines, words, seen));
    seen.get(LONGEST_MINUTES, TimeUnit.MINUTES);
    return lines;
  }

  private static void read(
      Process process, List<String> lines, String words, CompletableFuture<Void> seen) {
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (line.contains(words)) {
          seen.complete(null);
        }
      }
    } catch (IOException e) {
      lines.add("(the output broke off)");
    } finally {
      seen.completeExceptionally(
          new IllegalStateException("it ended without saying '" + words + "': " + lines));
    }
  }

  private Process start(String command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", "exec " + command)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    // As on a reader's machine: the gate's own Java settings must not help.
    builder.environment().keySet().removeAll(List.of("MAVEN_OPTS", "JAVA_TOOL_OPTIONS"));
    return builder.start();
  }

  @Override
  public void close() {
    for (Process process : running.reversed()) {
      try (Stream<ProcessHandle> children = process.descendants()) {
        children.forEach(ProcessHandle::destroy);
      }
      process.destroy();
      process.onExit().join();
    }
  }
}
