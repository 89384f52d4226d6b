package dev.testaccounts.gate;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of Maven over all the projects in {@code src/planted}.
 *
 * @param log all that Maven said
 */
record PlantedBuilds(String log) {
  private static final Pattern START =
      Pattern.compile("(?m)^\\[INFO] -+< [^:]+:planted-(\\w+) >-+$");
  private static final Pattern END = Pattern.compile("(?m)^\\[INFO] Reactor Summary");
  private static final Pattern FAILURE =
      Pattern.compile(
          "(?ms)^\\[ERROR] Failed to execute goal \\S+ \\([\\w-]+\\) on project planted-(\\w+):.*?(?=^\\[ERROR] Failed|\\z)");

  static PlantedBuilds run() {
    Path gate = Repository.root().resolve("gate");
    Path projects = gate.resolve("target/planted");
    try {
      delete(projects);
      copy(gate.resolve("src/planted"), projects);
      return new PlantedBuilds(build(projects));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while building " + projects, e);
    }
  }

  /** Whether the project was built to its end. */
  boolean passed(String project) {
    Matcher line =
        Pattern.compile("planted-" + project + ": .* (SUCCESS|FAILURE) \\[").matcher(log);
    if (!line.find()) {
      throw new IllegalStateException("planted-" + project + " was not built:\n" + log);
    }
    return line.group(1).equals("SUCCESS");
  }

  /** What Maven said while it built the project, and why it gave up. */
  String said(String project) {
    return String.join("\n", during(project)) + String.join("\n", reasons(project));
  }

  private List<String> during(String project) {
    List<String> parts = new ArrayList<>();
    List<MatchResult> starts = START.matcher(log).results().toList();
    int end = END.matcher(log).results().findFirst().orElseThrow().start();
    for (int index = 0; index < starts.size(); index++) {
      MatchResult start = starts.get(index);
      if (start.group(1).equals(project)) {
        int next = index + 1 < starts.size() ? starts.get(index + 1).start() : end;
        parts.add(log.substring(start.start(), next));
      }
    }
    return parts;
  }

  private List<String> reasons(String project) {
    return FAILURE
        .matcher(log)
        .results()
        .filter(failure -> failure.group(1).equals(project))
        .map(MatchResult::group)
        .toList();
  }

  private static String build(Path projects) throws IOException, InterruptedException {
    File log = projects.resolve("build.log").toFile();
    List<String> command = new ArrayList<>();
    command.add(Repository.root().resolve("mvnw").toString());
    command.addAll(List.of("-B", "-ntp", "-Dstyle.color=never", "--fail-at-end"));
    String repository = System.getProperty("maven.repo.local");
    if (repository != null) {
      command.add("-Dmaven.repo.local=" + repository);
    }
    command.addAll(List.of("-f", projects.resolve("pom.xml").toString(), "verify"));
    ProcessBuilder maven = new ProcessBuilder(command).directory(projects.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // Short runs never earn back what the second compiler costs.
    maven.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
    maven.redirectErrorStream(true).redirectOutput(log).start().waitFor();
    return Repository.read(log.toPath());
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : Repository.files(from, "")) {
      Path copy = to.resolve(from.relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
