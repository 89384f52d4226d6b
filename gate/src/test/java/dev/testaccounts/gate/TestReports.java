package dev.testaccounts.gate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the tests of one module said of themselves, in the XML that surefire leaves.
 *
 * @param module the module's folder
 */
record TestReports(Path module) {
  private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*>");
  private static final Pattern TEST =
      Pattern.compile(
          "^\\s*@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property|Example)\\b",
          Pattern.MULTILINE);
  private static final Pattern ABSTRACT =
      Pattern.compile(
          "^(?:public )?(?:abstract |sealed )*(?:abstract class|interface) ", Pattern.MULTILINE);
  private static final Pattern SKIPPED_CASE =
      Pattern.compile("<testcase name=\"([^\"]*)\"[^>]*>\\s*<skipped");

  /** Tests that were skipped, and tests that are written but did not run. */
  List<String> violations() {
    List<String> found = new ArrayList<>();
    Set<String> ran = new TreeSet<>();
    for (Path report : reports()) {
      String xml = Repository.read(report);
      if (number("skipped", xml) > 0) {
        found.add("%s: skipped: %s".formatted(suite(report), skippedCases(xml)));
      }
      if (number("tests", xml) > number("skipped", xml)) {
        // A nested class has a report of its own; its file is the outer one's.
        ran.add(suite(report).replaceAll("\\$.*", ""));
      }
    }
    written().stream()
        .filter(type -> !ran.contains(type))
        .forEach(type -> found.add(type + ": has tests, but none ran"));
    return found;
  }

  /** Not those left from classes that are gone: nobody cleans between two local builds. */
  private List<Path> reports() {
    return Repository.files(module.resolve("target/surefire-reports"), ".xml").stream()
        .filter(report -> report.getFileName().toString().startsWith("TEST-"))
        .filter(report -> Files.exists(compiled(report)))
        .toList();
  }

  private Path compiled(Path report) {
    return module.resolve("target/test-classes/" + suite(report).replace('.', '/') + ".class");
  }

  /**
   * The classes that hold tests: a name that surefire does not look for is the usual way to be
   * forgotten.
   */
  private List<String> written() {
    Path sources = module.resolve("src/test/java");
    return Repository.files(sources, ".java").stream()
        .filter(file -> !file.toString().contains("planted"))
        .filter(file -> holdsTests(Repository.read(file)))
        .map(file -> sources.relativize(file).toString().replaceAll("\\.java$", ""))
        .map(name -> name.replace('/', '.').replace('\\', '.'))
        .filter(name -> !name.equals(NothingSkippedTest.class.getName()))
        .toList();
  }

  private static boolean holdsTests(String source) {
    return TEST.matcher(source).find() && !ABSTRACT.matcher(source).find();
  }

  private static String suite(Path report) {
    return report.getFileName().toString().replaceAll("^TEST-|\\.xml$", "");
  }

  private static int number(String attribute, String xml) {
    Matcher suite = SUITE.matcher(xml);
    if (!suite.find()) {
      throw new IllegalStateException("not a test report: " + xml);
    }
    Matcher value = Pattern.compile(" " + attribute + "=\"(\\d+)\"").matcher(suite.group());
    if (!value.find()) {
      throw new IllegalStateException("no " + attribute + " in " + suite.group());
    }
    return Integer.parseInt(value.group(1));
  }

  private static List<String> skippedCases(String xml) {
    return SKIPPED_CASE.matcher(xml).results().map(match -> match.group(1)).toList();
  }
}
