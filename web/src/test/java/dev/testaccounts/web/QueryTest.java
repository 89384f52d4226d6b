package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.kernel.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  private static final String ID = "01jd0000000000000000000000";

  @Test
  void page_has_its_default_and_its_bounds() {
    assertThat(query(Map.of()).pageById()).isEqualTo(new Page.Request(50, null));
    assertThat(query(Map.of("limit", List.of("1000"), "after", List.of("x"))).pageByName())
        .isEqualTo(new Page.Request(1000, "x"));
    assertThat(query(Map.of("after", List.of("7"))).pageByNumber())
        .isEqualTo(new Page.Request(50, "7"));
    assertThat(query(Map.of("after", List.of(ID))).pageById()).isEqualTo(new Page.Request(50, ID));
  }

  @Test
  void a_cursor_that_no_list_gave_out_is_refused() {
    Query garbage = query(Map.of("after", List.of("no/thing")));

    for (Runnable page :
        List.<Runnable>of(garbage::pageById, garbage::pageByNumber, garbage::pageByName)) {
      assertThatThrownBy(page::run)
          .isInstanceOf(RefusedException.class)
          .hasMessage(
              "?after: expected the next of the page before, as it was given, got 'no/thing'");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "-1", "ten", "", "1.5", "99999999999999999999", "١"})
  void limit_out_of_bounds_is_refused(String limit) {
    assertThatThrownBy(() -> query(Map.of("limit", List.of(limit))).limit())
        .isInstanceOf(RefusedException.class)
        .hasMessageStartingWith("?limit: expected a whole number");
  }

  @Test
  void unknown_and_repeated_parameters_are_refused() {
    assertThatThrownBy(() -> query(Map.of("lable", List.of("a:b"))).only("label", "limit"))
        .hasMessage("?lable: unknown parameter, expected one of [label, limit]");
    assertThatThrownBy(() -> query(Map.of("limit", List.of("1", "2"))).limit())
        .hasMessage("?limit: expected once, got 2 times");
  }

  @Test
  void labels_are_keys_and_values() {
    assertThat(query(Map.of("label", List.of("run:gh-1", "url:http://x", "empty:"))).labels())
        .isEqualTo(Map.of("run", "gh-1", "url", "http://x", "empty", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", ":x", ""})
  void what_is_no_label_is_refused(String text) {
    assertThatThrownBy(() -> query(Map.of("label", List.of(text))).labels())
        .hasMessageStartingWith("?label: expected key:value");
  }

  @Test
  void label_given_twice_is_refused() {
    assertThatThrownBy(() -> query(Map.of("label", List.of("a:1", "a:2"))).labels())
        .hasMessageContaining("each key once");
  }

  @Test
  void id_must_be_one() {
    assertThat(query(Map.of()).id("account")).isNull();
    assertThatThrownBy(() -> query(Map.of("account", List.of("7"))).id("account"))
        .hasMessage("?account: expected an id of 26 characters, got '7'");
  }

  private static Query query(Map<String, List<String>> values) {
    return new Query(values);
  }
}
