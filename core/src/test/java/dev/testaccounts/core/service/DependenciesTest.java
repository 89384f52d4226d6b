package dev.testaccounts.core.service;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.serviceSpec;
import static dev.testaccounts.core.memory.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.memory.MemoryServices;
import dev.testaccounts.core.memory.ModelConnectors;
import dev.testaccounts.core.memory.SettableClock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What services depend on. */
class DependenciesTest {

  private final Services services =
      new Services(
          new MemoryServices(),
          new ModelConnectors(),
          Guard.loopback(),
          new Ids(new SplittableRandom(1)),
          new SettableClock());

  @Test
  void a_change_cannot_close_a_circle_of_dependencies() {
    value(services.register(ANN, serviceSpec("a")));
    value(services.register(ANN, serviceSpec("b", "a")));
    value(services.register(ANN, serviceSpec("c", "b")));

    assertThat(problem(services.change(ANN, serviceSpec("a", "c"), null, OptionalLong.empty())))
        .isEqualTo(
            new Problem.Invalid(
                "invalid-request",
                "dependsOn: 'c' itself depends on 'a', which would be a circle"));
    value(services.change(ANN, serviceSpec("c", "a", "b"), null, OptionalLong.empty()));
  }

  @Test
  void services_that_are_to_be_there_together_are_looked_at_together() {
    value(services.register(ANN, serviceSpec("a")));
    value(services.register(ANN, serviceSpec("b", "a")));
    List<ServiceSpec> turned =
        List.of(serviceSpec("a", "c", "b"), serviceSpec("c", "b"), serviceSpec("b"));

    assertThat(services.problemsWith(ANN, turned))
        .containsExactly(Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(services.inOrder(ANN, turned))
        .extracting(ServiceSpec::name)
        .containsExactly("b", "c", "a");

    assertThat(services.problemsWith(ANN, List.of(serviceSpec("a", "b"), serviceSpec("d", "e"))))
        .extracting(each -> each.map(Problem::detail).orElse(""))
        .containsExactly(
            "dependsOn: 'b' itself depends on 'a', which would be a circle",
            "dependsOn: there is no service named 'e'");
    assertThat(services.inOrder(ANN, List.of(serviceSpec("x", "b"), serviceSpec("a"))))
        .as("by way of one that is not among them")
        .extracting(ServiceSpec::name)
        .containsExactly("a", "x");
    assertThat(value(services.service(ANN, "a")).spec()).isEqualTo(serviceSpec("a"));
  }
}
