package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.api.ProblemCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers send is read strictly, and every refusal says where, expected and actual. */
class FieldsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"pool\":",
        "{\"pool\" \"x\"}",
        "{'pool':'x'}",
        "{\"pool\":\"x\"} trailing",
        "{\"pool\":\"x\"}{}",
        "{\"pool\":\"x\",\"pool\":\"y\"}",
        "{\"pool\":nul}",
        "{\"pool\":\"x\",}",
        "{\"pool\":01}",
        "{\"pool\":NaN}",
        "{\"pool\":\"\\x\"}",
        "{\"pool\":\"\u0001\"}",
        "// {}",
        "\u0000"
      })
  void malformed_json_is_refused_without_a_word_about_the_parser(String body) {
    assertThatThrownBy(() -> fields(body).text("pool", 10))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.refusal().code()).isEqualTo(ProblemCode.MALFORMED_JSON.code());
              assertThat(e.refusal().status()).isEqualTo(400);
              assertThat(e.refusal().detail())
                  .startsWith("body: ")
                  .doesNotContainIgnoringCase("jackson")
                  .doesNotContain("Exception", "java", "Feature", "Source", "\n", "`");
            });
  }

  @Test
  void malformed_json_says_where() {
    refused("{\"pool\":\n \"x\",}", fields -> {}, "at line 2, column ");
    refused("{\"pool\":\"x\",\"pool\":\"y\"}", fields -> {}, "Duplicate Object property \"pool\"");
    refused("{\"pool\":", fields -> {}, "body: unexpected end");
  }

  @Test
  void deep_nesting_is_refused() {
    refused("[".repeat(100_000), fields -> {}, "body: ");
  }

  @Test
  void invalid_utf_8_is_refused() {
    byte[] bytes = "{\"pool\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    bytes[9] = (byte) 0xff;

    assertThatThrownBy(() -> Json.read(bytes)).hasMessageContaining("UTF-8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]     | body: expected an object, got a list of 0",
        "\"x\"  | body: expected an object, got 'x'",
        "null   | body: expected an object, got null",
        "7      | body: expected an object, got 7"
      })
  void body_must_be_an_object(String body, String detail) {
    refused(body, fields -> {}, detail);
  }

  @Test
  void empty_body_is_no_object() {
    refused("", fields -> {}, "body: expected an object, got nothing");
    refused("  \n", fields -> {}, "body: expected an object, got nothing");
  }

  @Test
  void unknown_field_is_refused() {
    refused(
        "{\"pool\":\"x\",\"tll\":\"5m\"}",
        fields -> {
          fields.text("pool", 10);
          fields.optionalDuration("ttl");
          fields.end();
        },
        "tll: unknown field, expected one of [pool, ttl]");
  }

  @Test
  void missing_null_and_wrong_types_are_refused() {
    refused("{}", fields -> fields.text("pool", 10), "pool: expected text, got nothing");
    refused("{\"pool\":null}", fields -> fields.text("pool", 10), "pool: expected text, got null");
    refused("{\"pool\":7}", fields -> fields.text("pool", 10), "pool: expected text, got 7");
    refused("{\"pool\":[]}", fields -> fields.text("pool", 10), "got a list of 0");
    refused("{\"pool\":{}}", fields -> fields.text("pool", 10), "got an object");
    refused("{\"a\":\"1\"}", fields -> fields.integer("a", 1, 9), "a: expected a whole number");
    refused("{\"a\":1.0}", fields -> fields.integer("a", 1, 9), "got 1.0");
    refused("{\"a\":10}", fields -> fields.integer("a", 1, 9), "of 1 to 9, got 10");
    refused("{\"a\":99999999999999999999}", fields -> fields.integer("a", 1, 9), "got 99999");
    refused("{\"a\":-1}", fields -> fields.optionalLong("a"), "a whole number, at least 0, got -1");
    refused("{\"a\":\"true\"}", fields -> fields.flag("a"), "a: expected true or false");
    refused("{\"a\":15}", fields -> fields.optionalDuration("a"), "a: expected a duration such as");
    refused("{\"a\":\"x\"}", fields -> fields.map("a"), "a: expected an object of texts, got 'x'");
    refused("{\"a\":{\"b\":1}}", fields -> fields.map("a"), "a.b: expected text, got 1");
    refused("{\"a\":[1]}", fields -> fields.texts("a", 5, 5), "a[0]: expected text, got 1");
    refused("{\"a\":[\"x\",\"y\"]}", fields -> fields.texts("a", 1, 5), "at most 1 texts");
  }

  @Test
  void long_values_are_refused_and_shown_short() {
    String text = "x".repeat(100_000);

    refused("{\"a\":\"" + text + "\"}", fields -> fields.text("a", 10), "got 100000");
    refused("{\"a\":\"" + text + "\"}", fields -> fields.flag("a"), "xxx…'");
    refused("{\"" + text.substring(0, 40_000) + "\":1}", Fields::end, "xxx…: unknown field");
  }

  @Test
  void text_that_no_store_can_keep_is_refused() {
    refused("{\"a\":\"x\\u0000\"}", fields -> fields.text("a", 10), "a: expected text without NUL");
    refused("{\"a\":\"\\ud800\"}", fields -> fields.text("a", 10), "well-formed Unicode");
    refused("{\"a\":\"\\udc00x\"}", fields -> fields.text("a", 10), "well-formed Unicode");
    refused("{\"a\":{\"\\ud800\":\"\"}}", fields -> fields.map("a"), "surrogate");

    assertThat(fields("{\"a\":\"\\ud83d\\ude00\"}").text("a", 10)).isEqualTo("😀");
  }

  @Test
  void nested_path_is_named() {
    refused(
        "{\"size\":{\"max\":\"many\"}}",
        fields -> PoolDocument.read(fields, "p"),
        "size.max: expected a whole number of 1 to 10000000, got 'many'");
    assertThatThrownBy(
            () -> PoolDocument.read(Fields.of(Json.read("{}".getBytes(UTF)), "pools[3]"), null))
        .hasMessage("pools[3].name: expected text, got nothing");
  }

  @Test
  void optional_fields_may_be_null() {
    Fields fields = fields("{\"a\":null,\"b\":null,\"c\":null,\"d\":null,\"e\":null}");

    assertThat(fields.text("a", 5, "x")).isEqualTo("x");
    assertThat(fields.duration("b", Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    assertThat(fields.map("c")).isEmpty();
    assertThat(fields.texts("d", 1, 1)).isEmpty();
    assertThat(fields.flag("e")).isFalse();
    fields.end();
  }

  private static final Charset UTF = StandardCharsets.UTF_8;

  private static Fields fields(String body) {
    return Fields.of(Json.read(body.getBytes(UTF)), "");
  }

  private static void refused(String body, Consumer<Fields> reading, String detail) {
    assertThatThrownBy(() -> reading.accept(fields(body)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(detail);
  }
}
