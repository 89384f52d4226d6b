package dev.testaccounts.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.access.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTest {

  @Test
  void a_page_request_holds_1_to_1000_items() {
    assertThat(Page.Request.first(1)).isEqualTo(new Page.Request(1, null));
    assertThat(new Page.Request(Page.LARGEST, "x").limit()).isEqualTo(1000);
    for (int limit : new int[] {0, -1, 1001}) {
      assertThatThrownBy(() -> new Page.Request(limit, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a page holds 1 to 1000 items, not " + limit);
    }
  }

  @Test
  void a_page_does_not_change_with_the_list_it_was_made_of() {
    List<String> items = new ArrayList<>(List.of("a"));
    Page<String> page = new Page<>(items, "next");
    items.clear();

    assertThat(page.items()).containsExactly("a");
  }

  @Test
  void labels_within_the_limits_are_good() {
    Map<String, String> most =
        IntStream.range(0, 64).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));

    assertThat(Labels.check("labels", Map.of())).isEmpty();
    assertThat(Labels.check("labels", most)).isEmpty();
    assertThat(Labels.check("labels", Map.of("k".repeat(63), "v".repeat(1024), "e", ""))).isEmpty();
  }

  @Test
  void labels_beyond_the_limits_are_named() {
    Map<String, String> many =
        IntStream.range(0, 65).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));

    assertThat(Labels.check("labels", many))
        .contains(invalid("invalid-request", "labels: expected at most 64 entries, got 65"));
    assertThat(Labels.check("labels", Map.of("", "v")))
        .contains(
            invalid("invalid-request", "labels: expected keys of 1 to 63 characters, got ''"));
    assertThat(Labels.check("labels", Map.of("k".repeat(64), "v")))
        .contains(
            invalid(
                "invalid-request",
                "labels: expected keys of 1 to 63 characters, got '" + "k".repeat(64) + "'"));
    assertThat(Labels.check("labels", Map.of("k".repeat(81), "v")).map(Problem::detail))
        .contains("labels: expected keys of 1 to 63 characters, got '" + "k".repeat(80) + "…'");
    assertThat(Labels.check("labels", Map.of("run", "v".repeat(1025))))
        .contains(
            invalid("invalid-request", "labels.run: expected at most 1024 characters, got 1025"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "user-service", "a--b"})
  void names_that_fit_a_URL_are_good(String name) {
    assertThat(Name.check("pool name", name)).isEmpty();
    assertThat(Name.check("pool name", "a" + "b".repeat(62))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a-", "A", "a_b", "a.b", "ä", "a b", "a/b", "a\n"})
  void other_names_are_refused_and_shown(String name) {
    assertThat(Name.check("pool name", name))
        .contains(
            invalid(
                "invalid-name",
                "pool name: expected 1 to 63 lower-case letters, digits and inner hyphens, got '"
                    + name
                    + "'"));
    assertThat(Name.check("pool name", "a".repeat(64))).isPresent();
  }

  @Test
  void a_strangers_text_is_shown_short() {
    assertThat(Name.abridged("x".repeat(80))).isEqualTo("x".repeat(80));
    assertThat(Name.abridged("x".repeat(81))).isEqualTo("x".repeat(80) + "…");
  }

  @Test
  void a_result_goes_on_only_where_there_is_a_value() {
    Problem problem = new Problem.NotFound("no-such-pool", "none");

    assertThat(Result.ok(2).map(n -> n + 1)).isEqualTo(Result.ok(3));
    assertThat(Result.ok(2).then(n -> Result.ok(n + 1))).isEqualTo(Result.ok(3));
    assertThat(Result.ok(2).then(n -> Result.refused(problem))).isEqualTo(Result.refused(problem));
    assertThat(Result.<Integer>refused(problem).map(n -> n + 1)).isEqualTo(Result.refused(problem));
  }

  @Test
  void the_server_and_a_local_caller_have_names() {
    assertThat(Principal.local()).isEqualTo(new Principal("default", "local"));
    assertThat(Principal.system("shop")).isEqualTo(new Principal("shop", "system"));
  }

  private static Problem invalid(String code, String detail) {
    return new Problem.Invalid(code, detail);
  }
}
