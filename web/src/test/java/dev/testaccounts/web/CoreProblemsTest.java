package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.api.ProblemCode;
import dev.testaccounts.core.kernel.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code that core can produce is in the golden list. */
class CoreProblemsTest {

  private static final Pattern DIRECT = Pattern.compile("new Problem\\.(\\w+)\\(\\s*\"([a-z-]+)\"");

  /** A method that takes the code from its callers. */
  private static final Pattern MAKER =
      Pattern.compile("(\\w+)\\(String code, String detail\\) \\{[^}]*new Problem\\.(\\w+)\\(code");

  private static final Pattern ANY = Pattern.compile("new Problem\\.\\w+\\(");

  /** What a source says. */
  private record Produced(String kind, String code) {}

  @Test
  void every_code_of_core_is_listed_with_the_status_that_its_kind_has() {
    List<Produced> produced =
        sources(Path.of("../core/src/main/java")).stream()
            .flatMap(source -> produced(source).stream())
            .toList();

    assertThat(produced).hasSizeGreaterThan(20);
    assertThat(produced).allSatisfy(CoreProblemsTest::isListed);
  }

  @Test
  void no_problem_escapes_the_scan() {
    for (String source : sources(Path.of("../core/src/main/java"))) {
      long made = ANY.matcher(source).results().count();
      long seen =
          DIRECT.matcher(source).results().count() + MAKER.matcher(source).results().count();

      assertThat(seen).as(source.substring(0, 80)).isEqualTo(made);
    }
  }

  @Test
  void planted_code_trips() {
    String planted =
        """
        private static Problem refused(String code, String detail) {
          return new Problem.Conflict(code, detail);
        }
        Problem one = new Problem.Invalid("no-such-code", "x");
        Problem two = refused("nor-this-one", "x");
        """;

    assertThat(produced(planted))
        .containsExactlyInAnyOrder(
            new Produced("Invalid", "no-such-code"), new Produced("Conflict", "nor-this-one"))
        .noneMatch(one -> ProblemCode.of(one.code()).isPresent());
  }

  private static void isListed(Produced produced) {
    assertThat(ProblemCode.of(produced.code()))
        .as("%s", produced)
        .hasValueSatisfying(
            code -> assertThat(code.statuses()).as("%s", produced).contains(status(produced)));
  }

  private static int status(Produced produced) {
    return Refusal.status(
        switch (produced.kind()) {
          case "Invalid" -> new Problem.Invalid("", "");
          case "Contradiction" -> new Problem.Contradiction("", "");
          case "Forbidden" -> new Problem.Forbidden("", "");
          case "NotFound" -> new Problem.NotFound("", "");
          case "Conflict" -> new Problem.Conflict("", "");
          case "ServiceFailed" -> new Problem.ServiceFailed("", "");
          case "Unavailable" -> new Problem.Unavailable("", "");
          default -> throw new AssertionError("unknown kind " + produced.kind());
        });
  }

  private static List<Produced> produced(String source) {
    List<Produced> found = new ArrayList<>();
    DIRECT
        .matcher(source)
        .results()
        .forEach(match -> found.add(new Produced(match.group(1), match.group(2))));
    Matcher maker = MAKER.matcher(source);
    while (maker.find()) {
      String kind = maker.group(2);
      Pattern.compile("\\b" + maker.group(1) + "\\(\\s*\"([a-z-]+)\"")
          .matcher(source)
          .results()
          .forEach(match -> found.add(new Produced(kind, match.group(1))));
    }
    return found;
  }

  private static List<String> sources(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(CoreProblemsTest::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
