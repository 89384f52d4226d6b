package dev.testaccounts.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Problem;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsernamesTest {

  private final Usernames usernames = new Usernames(new SplittableRandom(1));

  @Test
  void the_standard_name_is_test_and_8_hexadecimal_digits() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      made.add(usernames.next(Usernames.STANDARD, Map.of()));
    }

    assertThat(made).hasSize(100).allMatch(name -> name.matches("test_[0-9a-f]{8}"));
    assertThat(String.join("", made)).contains("0", "9", "a", "f");
  }

  @Test
  void placeholders_are_filled_from_the_values() {
    String name =
        usernames.next("{pool}-{run}.{hex:6}@x", Map.of("pool", "buyers", "run", "gh-123"));

    assertThat(name).matches("buyers-gh-123\\.[0-9a-f]{6}@x");
  }

  @Test
  void a_placeholder_without_a_value_becomes_none() {
    assertThat(usernames.next("{run}", Map.of())).isEqualTo("none");
  }

  @Test
  void a_value_is_made_fit_for_a_name() {
    assertThat(usernames.next("{run}", Map.of("run", "a b/ä$1\\{x}"))).isEqualTo("a-b---1--x-");
    assertThat(usernames.next("{run}", Map.of("run", "Az_9.-"))).isEqualTo("Az_9.-");
  }

  @Test
  void a_long_value_is_cut_so_that_a_service_takes_the_name() {
    assertThat(usernames.next("{run}", Map.of("run", "r".repeat(1024)))).isEqualTo("r".repeat(63));
    assertThat(usernames.next("{run}", Map.of("run", "r".repeat(63)))).isEqualTo("r".repeat(63));
    assertThat(usernames.next("{run}", Map.of("run", "r".repeat(64)))).isEqualTo("r".repeat(63));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "test_{hex:8}",
        "{hex:6}",
        "{hex:32}",
        "{hex:3}{hex:3}",
        "{pool}_{run}_{hex:10}",
        "{pool}_{worker}_{seq}",
        "{seq}",
        "{faker:name.firstName}_{hex:6}",
        "A.b+c-d@e_{hex:9}"
      })
  void patterns_with_room_for_names_are_good(String pattern) {
    assertThat(Usernames.check(pattern)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "test, 'username: expected at least {hex:6}, or {seq}, so that names do not run out, got ''test'''",
    "{hex:5}, 'username: expected at least {hex:6}, or {seq}, so that names do not run out, got ''{hex:5}'''",
    "{hex:0}, 'username: expected {hex:1} to {hex:32}, {seq}, {pool}, {run}, {worker} or {faker:GROUP.WORD}, got ''{hex:0}'''",
    "{hex:33}, 'username: expected {hex:1} to {hex:32}, {seq}, {pool}, {run}, {worker} or {faker:GROUP.WORD}, got ''{hex:33}'''",
    "{faker}{hex:8}, 'username: expected {hex:1} to {hex:32}, {seq}, {pool}, {run}, {worker} or {faker:GROUP.WORD}, got ''{faker}'''",
    "a b{hex:8}, 'username: expected letters, digits and _ . @ + - around the placeholders, got"
        + " ''a b{hex:8}'''",
    "{hex:8}/.., 'username: expected letters, digits and _ . @ + - around the placeholders, got"
        + " ''{hex:8}/..'''",
    "{{hex:8}}, 'username: expected letters, digits and _ . @ + - around the placeholders, got"
        + " ''{{hex:8}}'''"
  })
  void other_patterns_are_refused(String pattern, String detail) {
    assertThat(Usernames.check(pattern)).contains(new Problem.Invalid("invalid-request", detail));
  }

  @Test
  void only_enough_random_digits_tell_a_name_from_others() {
    assertThat(Usernames.isTelling("{hex:3}-{hex:3}")).isTrue();
    assertThat(Usernames.isTelling("{hex:5}{seq}")).isFalse();
    assertThat(Usernames.isTelling("{pool}_{run}_{seq}")).isFalse();
  }

  @Test
  void a_number_in_a_shape_is_any_that_can_be_given_out() {
    Predicate<String> shape = Usernames.shape("{seq}_{worker}_{hex:6}", "p");

    assertThat(shape).accepts("1_gw0_0a1b2c");
    assertThat(shape).accepts(Long.MAX_VALUE + "__0a1b2c");
    assertThat(shape).rejects("0_gw0_0a1b2c");
    assertThat(shape).rejects("x_gw0_0a1b2c");
  }

  @Test
  void a_pattern_has_at_most_200_characters() {
    assertThat(Usernames.check("{hex:8}" + "x".repeat(193))).isEmpty();
    assertThat(Usernames.check("{hex:8}" + "x".repeat(194)).map(Problem::detail))
        .contains("username: expected at most 200 characters, got 201");
  }

  @Test
  void the_shape_of_a_pattern_fits_its_names_and_no_others() {
    Predicate<String> shape = Usernames.shape("t.{pool}-{run}_{hex:6}x", "a b");

    assertThat(shape).accepts("t.a-b-gh-1_0a1b2cx");
    assertThat(shape).rejects("tXa-b-gh-1_0a1b2cx");
    assertThat(shape).rejects("t.ab-gh-1_0a1b2cx");
    assertThat(shape).rejects("t.a-b-g h_0a1b2cx");
    assertThat(shape).rejects("t.a-b-gh-1_0a1b2x");
    assertThat(shape).rejects("t.a-b-gh-1_0a1b2c");
  }

  /** Many services keep names in lower case; one with a letter changed is somebody else's. */
  @Test
  void a_shape_also_fits_what_was_put_into_lower_case() {
    Predicate<String> shape = Usernames.shape("QA-{run}-{hex:6}", "p");

    assertThat(shape).accepts("QA-GH-0a1b2c", "qa-gh-0a1b2c");
    assertThat(shape).rejects("qa-GH-0a1b2c", "Qa-gh-0a1b2c", "QA-GH-0A1B2C");
  }
}
