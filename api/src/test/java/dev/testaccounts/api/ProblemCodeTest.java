package dev.testaccounts.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProblemCodeTest {

  /** A code that is renamed or moved to another status breaks whoever programs against it. */
  @Test
  void codes_are_those_of_the_golden_list() throws IOException {
    assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCodeTest::line).toList())
        .isEqualTo(golden());
  }

  @Test
  void codes_are_found_by_their_name() {
    assertThat(ProblemCode.of("none-free")).contains(ProblemCode.NONE_FREE);
    assertThat(ProblemCode.of("NONE_FREE")).isEmpty();
    assertThat(ProblemCode.NO_SUCH_SERVICE.status()).isEqualTo(404);
  }

  @Test
  void constants_are_named_like_their_codes() {
    for (ProblemCode code : ProblemCode.values()) {
      assertThat(code.name().toLowerCase(Locale.ROOT).replace('_', '-')).isEqualTo(code.code());
    }
  }

  private static String line(ProblemCode code) {
    String statuses =
        code.statuses().stream().map(String::valueOf).collect(Collectors.joining(" "));
    return code.code() + " | " + statuses + " | " + code.meaning();
  }

  private static List<String> golden() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ProblemCode.class.getResourceAsStream("problem-codes"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }
}
