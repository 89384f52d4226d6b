package dev.testaccounts.testkit.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a message ends, and what it says. */
class SpeechTest {

  private static final byte[] GET = bytes("GET /users?from=3 HTTP/1.1\r\nHost: x\r\n\r\n");

  /** Message 5: delete uid=a. */
  private static final byte[] DELETE = HexFormat.of().parseHex("300a0201054a057569643d61");

  private final Speech http = new HttpSpeech();
  private final Speech ldap = new LdapSpeech();

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static InputStream in(String text) {
    return new ByteArrayInputStream(bytes(text));
  }

  private static InputStream in(byte[]... messages) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] each : messages) {
      all.writeBytes(each);
    }
    return new ByteArrayInputStream(all.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 304 Same\r\nContent-Length: 9\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nab\r\n0\r\nMore: x\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n"
      })
  void an_answer_ends_where_HTTP_says(String answer) throws IOException {
    InputStream in = in(answer + "HTTP/1.1 next");

    assertThat(http.answer(GET, in)).asString(ISO_8859_1).isEqualTo(answer);
    assertThat(in.readAllBytes()).asString(ISO_8859_1).isEqualTo("HTTP/1.1 next");
  }

  @Test
  void an_answer_without_a_length_ends_with_the_connection() throws IOException {
    String answer = "HTTP/1.1 200 OK\r\n\r\nall there is";

    assertThat(http.answer(GET, in(answer))).asString(ISO_8859_1).isEqualTo(answer);
  }

  @Test
  void a_question_has_a_body_where_it_says_so() throws IOException {
    InputStream in = in("POST /a HTTP/1.1\r\nContent-Length: 1\r\n\r\nxGET /b HTTP/1.1\r\n\r\n");

    assertThat(http.words(http.question(in))).isEqualTo("POST /a");
    assertThat(http.words(http.question(in))).isEqualTo("GET /b");
    assertThat(http.question(in)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /a HT", "POST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nab"})
  void half_a_question_is_a_fault(String half) {
    assertThatExceptionOfType(EOFException.class).isThrownBy(() -> http.question(in(half)));
  }

  @Test
  void HTTP_has_words_for_all_that_goes_wrong() {
    assertThat(http.words(GET)).isEqualTo("GET /users?from=3");
    assertThat(http.busy(GET))
        .asString(ISO_8859_1)
        .startsWith("HTTP/1.1 429 ")
        .contains("After: 7");
    assertThat(http.comeAgain()).contains(Duration.ofSeconds(7));
    assertThat(http.sick(GET)).asString(ISO_8859_1).startsWith("HTTP/1.1 503 ");
    assertThat(http.done(GET)).asString(ISO_8859_1).startsWith("HTTP/1.1 204 ");
    assertThat(http.stray(GET)).asString(ISO_8859_1).contains("text/html").endsWith("</html>");
  }

  @Test
  void an_LDAP_message_says_its_length() throws IOException {
    byte[] longForm = HexFormat.of().parseHex("3082000a0201054a057569643d61");
    InputStream in = in(DELETE, longForm, DELETE);

    assertThat(ldap.question(in)).isEqualTo(DELETE);
    assertThat(ldap.question(in)).isEqualTo(longForm);
    assertThat(ldap.words(longForm)).startsWith("delete ").endsWith("uid=a");
    assertThat(ldap.question(in)).isEqualTo(DELETE);
    assertThat(ldap.question(in)).isEmpty();
  }

  @Test
  void a_search_is_answered_by_its_last_message_and_an_unbind_by_none() throws IOException {
    byte[] search = HexFormat.of().parseHex("30050201056300");
    byte[] entry = HexFormat.of().parseHex("30050201056400");
    byte[] end = HexFormat.of().parseHex("300c02010565070a010004000400");
    byte[] unbind = HexFormat.of().parseHex("30050201064200");

    assertThat(ldap.answer(search, in(entry, entry, end, DELETE)))
        .isEqualTo(in(entry, entry, end).readAllBytes());
    assertThat(ldap.done(search)).isEqualTo(end);
    assertThat(ldap.answer(unbind, in(entry))).isEmpty();
  }

  @Test
  void LDAP_answers_by_the_id_and_the_kind_of_the_question() {
    assertThat(HexFormat.of().formatHex(ldap.done(DELETE)))
        .isEqualTo("300c0201056b070a010004000400");
    assertThat(HexFormat.of().formatHex(ldap.busy(DELETE)))
        .isEqualTo("300c0201056b070a013304000400");
    assertThat(HexFormat.of().formatHex(ldap.sick(DELETE)))
        .isEqualTo("300c0201056b070a013404000400");
    assertThat(HexFormat.of().formatHex(ldap.stray(DELETE)))
        .isEqualTo("300c0201056f070a010004000400");
    assertThat(ldap.comeAgain()).isEmpty();
  }
}
