package dev.testaccounts.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every guard that {@code gate/take-out} takes out is still there, and so are its tests. */
class TakenOutTest {

  @TempDir private Path root;

  private List<String> problems(String text) {
    return TakenOut.read("planted", text).problems(root);
  }

  @Test
  void product_has_what_can_be_taken_out() {
    List<TakenOut> all = TakenOut.ofProduct();

    assertThat(all).isNotEmpty();
    assertThat(all).flatExtracting(each -> each.problems(Repository.root())).isEmpty();
  }

  @Test
  void planted_guard_that_is_not_there_trips() throws IOException {
    Files.writeString(root.resolve("Guard.java"), "check(); fence(); check();");
    Path tests = Files.createDirectories(root.resolve("room/src/test/java/some"));
    Files.writeString(tests.resolve("GuardTest.java"), "");

    assertThat(problems(planted("GuardTest", "Guard.java", "fence();"))).isEmpty();
    assertThat(problems(planted("GuardTest", "Guard.java", "fencing();")))
        .containsExactly("planted: its text stands 0 times in Guard.java");
    assertThat(problems(planted("GuardTest", "Guard.java", "check();")))
        .containsExactly("planted: its text stands 2 times in Guard.java");
    assertThat(problems(planted("GuardTest", "Gone.java", "check();")))
        .containsExactly("planted: its text stands 0 times in Gone.java");
    assertThat(problems(planted("GuardTest, GoneTest", "Guard.java", "fence();")))
        .containsExactly("planted: there is no GoneTest in room");
  }

  private static String planted(String tests, String file, String before) {
    return """
        promise: nobody shall notice
        room: room
        tests: %s
        file: %s
        --- before
        %s
        --- after
        nothing
        """
        .formatted(tests, file, before);
  }

  @Test
  void planted_file_that_takes_nothing_out_trips() {
    assertThat(problems("promise: x\n--- before\nsame\n--- after\nsame\n"))
        .containsExactly(
            "planted: says no room",
            "planted: says no tests",
            "planted: says no file",
            "planted: takes nothing out");
    assertThat(problems("")).hasSize(5);
  }
}
