package dev.testaccounts.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.EvaluationResult;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule over class files, on the product and on the planted code that breaks it. */
class ClassFilesTest {
  static Stream<Guard> guards() {
    return Stream.of(RoomGuards.all(), CodeGuards.all()).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("guards")
  void product_holds(Guard guard) {
    var result =
        guard.rule().apply(ProductClasses.ROOT_PACKAGE).evaluate(ProductClasses.of(guard.over()));

    assertThat(lines(result)).as(guard.promise()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("guards")
  void planted_violation_trips(Guard guard) {
    String root = ProductClasses.PLANTED_PACKAGE + "." + guard.planted();

    List<String> said =
        lines(guard.rule().apply(root).evaluate(ProductClasses.planted(guard.planted())));

    assertThat(said).allMatch(line -> guard.trips().stream().anyMatch(line::contains));
    assertThat(guard.trips()).allMatch(expected -> said.stream().anyMatch(contains(expected)));
  }

  /** A rule over no classes holds, whatever it says: each room must have been read. */
  @Test
  void every_module_was_read() {
    for (String module : Repository.modules()) {
      Path classes = Repository.root().resolve(module).resolve("target/classes");

      assertThat(ProductClasses.of(Guard.Over.SHIPPED))
          .as("classes of %s", module)
          .anyMatch(
              type ->
                  type.getSource().orElseThrow().getUri().getPath().startsWith(classes.toString()));
    }
  }

  @Test
  void every_module_is_a_room() {
    assertThat(Rooms.names()).containsAll(Repository.modules());
  }

  private static Predicate<String> contains(String expected) {
    return line -> line.contains(expected);
  }

  private static List<String> lines(EvaluationResult result) {
    return result.getFailureReport().getDetails();
  }
}
