package dev.testaccounts.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule over sources, on the product and on the planted sources that break it. */
class SourcesTest {
  static List<SourceGuard> guards() {
    return SourceGuards.all();
  }

  @ParameterizedTest
  @MethodSource("guards")
  void product_holds(SourceGuard guard) {
    assertThat(guard.rule().apply(SourceFile.ofProduct())).as(guard.promise()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("guards")
  void planted_violation_trips(SourceGuard guard) {
    List<String> said = guard.rule().apply(SourceFile.parse(guard.planted()));

    assertThat(said)
        .as(guard.promise())
        .allMatch(line -> guard.trips().stream().anyMatch(line::contains));
    assertThat(guard.trips())
        .allMatch(expected -> said.stream().anyMatch(line -> line.contains(expected)));
  }

  @Test
  void every_module_was_read() {
    assertThat(SourceFile.ofProduct())
        .extracting(SourceFile::module)
        .containsAll(Repository.modules());
  }

  @Test
  void every_edge_is_there() {
    assertThat(BroadCatches.EDGES.keySet())
        .allMatch(path -> Files.exists(Repository.root().resolve(path)));
  }

  /** The numbers, for whoever reads the build's output. */
  @Test
  void measures_are_told() {
    for (Measure measure : Measure.HELD) {
      System.out.printf("measured: %s: %d%n", measure, measure.value(SourceFile.ofProduct()));
    }
  }
}
