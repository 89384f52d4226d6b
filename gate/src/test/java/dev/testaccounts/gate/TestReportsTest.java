package dev.testaccounts.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reports that {@link NothingSkippedTest} must not let pass, and one that it must. */
class TestReportsTest {
  private static final String SOURCE = "class SomeTest {\n  @Test\n  void runs() {}\n}\n";
  private static final String CASES =
      """
        <testcase name="runs" classname="dev.Some" time="0.1"/>
        <testcase name="rests" classname="dev.Some" time="0">
          <skipped message="later"/>
        </testcase>
      """;

  @Test
  void planted_skip_trips(@TempDir Path folder) throws IOException {
    write(folder, "target/surefire-reports/TEST-dev.SomeTest.xml", suite(2, 1, CASES));
    write(folder, "target/test-classes/dev/SomeTest.class", "");

    assertThat(new TestReports(folder).violations())
        .containsExactly("dev.SomeTest: skipped: [rests]");
  }

  @Test
  void planted_tests_that_did_not_run_trip(@TempDir Path folder) throws IOException {
    write(folder, "src/test/java/dev/SomeTest.java", SOURCE);

    assertThat(new TestReports(folder).violations())
        .containsExactly("dev.SomeTest: has tests, but none ran");
  }

  @Test
  void contract_that_others_extend_holds(@TempDir Path folder) throws IOException {
    write(folder, "src/test/java/dev/SomeTest.java", "public abstract " + SOURCE);

    assertThat(new TestReports(folder).violations()).isEmpty();
  }

  @Test
  void report_of_a_class_that_is_gone_does_not_count(@TempDir Path folder) throws IOException {
    write(folder, "target/surefire-reports/TEST-dev.GoneTest.xml", suite(2, 1, CASES));

    assertThat(new TestReports(folder).violations()).isEmpty();
  }

  @Test
  void tests_that_ran_hold(@TempDir Path folder) throws IOException {
    write(folder, "src/test/java/dev/SomeTest.java", SOURCE);
    write(folder, "target/surefire-reports/TEST-dev.SomeTest.xml", suite(1, 0, ""));
    write(folder, "target/test-classes/dev/SomeTest.class", "");

    assertThat(new TestReports(folder).violations()).isEmpty();
  }

  private static String suite(int tests, int skipped, String cases) {
    return "<testsuite name=\"dev.SomeTest\" tests=\"%d\" skipped=\"%d\">\n%s</testsuite>"
        .formatted(tests, skipped, cases);
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
