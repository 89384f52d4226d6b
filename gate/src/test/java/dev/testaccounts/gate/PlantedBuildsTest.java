package dev.testaccounts.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules that the build itself holds: each has a project that breaks it, which must then not
 * build.
 */
class PlantedBuildsTest {
  private static PlantedBuilds builds = new PlantedBuilds("");

  @BeforeAll
  static void build() {
    builds = PlantedBuilds.run();
  }

  @Test
  void control_project_builds() {
    assertThat(builds.passed("control")).as(builds.said("control")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "errors       | ReturnsNull.java:[7,5] [NullAway]",
        "errors       | ForgetsThrow.java:[8,7] [DeadException]",
        "errors       | Unmarked.java:[3,1] [RequireExplicitNullMarking]",
        "warnings     | RawList.java:[8,19] found raw type: java.util.List",
        "warnings     | warnings found and -Werror specified",
        "suspicions   | Unclear.java:[7,23] [OperatorPrecedence]",
        "suspicions   | warnings found and -Werror specified",
        "format       | The following files had format violations",
        "dependencies | Used undeclared dependencies found",
        "dependencies | Unused declared dependencies found",
        "jdk          | Maven must run on a JDK",
        "mocks        | org.mockito:mockito-core:jar:5.20.0 <--- banned",
        "mutants      | Mutation score of 0 is below threshold of 60",
      })
  void planted_project_fails(String project, String reason) {
    assertThat(builds.passed(project)).as(project).isFalse();
    assertThat(builds.said(project)).contains(reason);
  }
}
