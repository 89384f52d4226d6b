package dev.testaccounts.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "word",
        "\"quoted\"",
        "back\\slash",
        "line\nline\ttab\r",
        "\u0001\u001f\u007f\u2028",
        "{\"a\": [1, null]}",
        "고객 é 😀"
      })
  void whateverIsWrittenIsReadAgain(String word) {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("first", word);
    map.put(word, "second");

    assertThat(Json.map(Json.of(map))).containsExactlyEntriesOf(map);
    assertThat(Json.list(Json.of(List.of(word, "x", word)))).containsExactly(word, "x", word);
  }

  @Test
  void itIsTheTextThatOthersRead() {
    assertThat(Json.of(Map.of("run", "a\"b\\c\n"))).isEqualTo("{\"run\":\"a\\\"b\\\\c\\n\"}");
    assertThat(Json.of(List.of("a", "b"))).isEqualTo("[\"a\",\"b\"]");
    assertThat(Json.of(Map.of())).isEqualTo("{}");
    assertThat(Json.of(new ArrayList<>())).isEqualTo("[]");
  }
}
