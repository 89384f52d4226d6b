package dev.testaccounts.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs after every other test of the build: a test that did not run proves nothing, and looks
 * green.
 */
class NothingSkippedTest {
  static Iterable<String> modules() {
    return Repository.modules();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void every_test_of_the_module_ran(String module) {
    assertThat(new TestReports(Repository.root().resolve(module)).violations()).isEmpty();
  }
}
