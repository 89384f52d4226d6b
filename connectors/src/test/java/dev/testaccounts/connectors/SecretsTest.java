package dev.testaccounts.connectors;

import static dev.testaccounts.connectors.Calls.ANN;
import static dev.testaccounts.connectors.Calls.HASTY;
import static dev.testaccounts.connectors.Calls.PASSWORD;
import static dev.testaccounts.connectors.Calls.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials are found when they are used, and are told to nobody but the service. */
class SecretsTest {

  private final Map<String, String> environment = new ConcurrentHashMap<>();
  private final HttpConnectors connectors = Calls.connectors(Guard.loopback(), environment);

  @AfterEach
  void close() {
    connectors.close();
  }

  @Test
  void a_token_from_the_environment_is_looked_up_at_each_use() {
    try (Peer peer = Peer.status(200)) {
      Connector connector = connector(peer, "${env:TOKEN}");
      environment.put("TOKEN", "first");
      connector.create(ANN);
      environment.put("TOKEN", " second\n");
      connector.delete(ANN);

      assertThat(peer.requests.getFirst()).contains("Authorization: Bearer first\r\n");
      assertThat(peer.requests.getLast()).contains("Authorization: Bearer second\r\n");
    }
  }

  @Test
  void a_token_from_a_file_is_read_at_each_use(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    try (Peer peer = Peer.status(200)) {
      Connector connector = connector(peer, "${file:" + file + "}");
      connector.create(ANN);
      Files.writeString(file, "second");
      connector.create(ANN);

      assertThat(peer.requests.getFirst()).contains("Authorization: Bearer first\r\n");
      assertThat(peer.requests.getLast()).contains("Authorization: Bearer second\r\n");
    }
  }

  @Test
  void a_token_that_is_missing_is_named_and_no_request_leaves(@TempDir Path folder)
      throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), " \n");
    Path missing = folder.resolve("missing");
    environment.put("BLANK", " ");

    refused("${env:TOKEN}", "credentials: the environment variable TOKEN is not set");
    refused("${env:BLANK}", "credentials: the environment variable BLANK is not set");
    refused("${file:" + missing + "}", "credentials: the file " + missing + " cannot be read");
    refused("${file:" + empty + "}", "credentials: the file " + empty + " is empty");
    refused("${file:\0}", "credentials: the file \0 cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunter2", "${exec:a}", "${env:A", "x${env:A}", "${env:}"})
  void what_is_no_reference_is_not_used_and_not_shown(String credential) {
    refused(
        credential,
        "credentials: expected a reference ${env:NAME}, ${file:PATH} or ${vault:PATH#KEY}, not a"
            + " value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX-Evil: b", "a b", "a\u00e4", "a\u0000b", "a\u007fb"})
  void a_token_that_would_break_out_of_its_header_is_not_sent(String token) {
    environment.put("TOKEN", token);

    refused(
        "${env:TOKEN}",
        "credentials: the environment variable TOKEN holds more than one word of ASCII");
  }

  private void refused(String credential, String reason) {
    try (Peer peer = Peer.status(200)) {
      assertThat(connector(peer, credential).create(ANN))
          .isEqualTo(new Reply.NotDone("service 'user-service': create: " + reason, null));
      assertThat(peer.requests).isEmpty();
    }
  }

  @Test
  void no_secret_is_in_any_reason_whatever_the_service_says() throws IOException {
    String token = "tok-7f3a9";
    environment.put("TOKEN", token);
    String echo = PASSWORD + token;
    List<String> answers = new ArrayList<>();
    for (int status : new int[] {201, 302, 400, 409, 418, 429, 500, 777}) {
      answers.add(
          "HTTP/1.1 %d %s\r\nLocation: http://%s@%s/%s?%s\r\nRetry-After: %s\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(status, echo, token, token, echo, echo, echo, echo.length(), echo));
    }
    answers.add(echo + "\r\n\r\n");
    answers.add("HTTP/1.1 200 OK\r\nContent-Length: " + echo + "\r\n\r\n");
    answers.add("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + echo);

    List<Reply> replies = new ArrayList<>();
    for (String answer : answers) {
      Peer.Manners manners =
          (socket, request) -> {
            Peer.write(socket, answer);
            return false;
          };
      try (Peer peer = new Peer(manners)) {
        replies.add(connector(peer, "${env:TOKEN}").create(ANN));
        replies.add(connector(peer, "${env:TOKEN}").delete(ANN));
      }
    }
    try (Peer peer = new Peer((socket, request) -> Peer.hang(socket))) {
      replies.add(connector(peer.url(), "${env:TOKEN}", HASTY).create(ANN));
    }
    URI nobody = URI.create("http://127.0.0.1:" + Peer.freePort());
    replies.add(connector(nobody, "${env:TOKEN}", PATIENT).create(ANN));

    assertThat(replies)
        .hasSize(24)
        .allSatisfy(
            reply -> assertThat(reply.toString()).doesNotContain(token, PASSWORD, "hunter2"));
  }

  private Connector connector(Peer peer, String bearer) {
    return connector(peer.url(), bearer, PATIENT);
  }

  private Connector connector(URI url, String bearer, Limits limits) {
    return connectors.connector(Calls.service(url, limits, Map.of("bearer", bearer))).orElseThrow();
  }
}
