package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.api.ProblemBody;
import dev.testaccounts.api.ProblemCode;
import dev.testaccounts.api.WireFormat;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {

  private static final Errors.Place PLACE = new Errors.Place(Dialect.PROBLEM, "/v1/leases");
  private static final Errors.Place CREATE = new Errors.Place(Dialect.CREATE, "/create");

  private final Errors errors = new Errors(() -> "incident-7");

  @ParameterizedTest
  @CsvSource({
    "Invalid, 400",
    "Contradiction, 422",
    "Forbidden, 403",
    "NotFound, 404",
    "Conflict, 409",
    "ServiceFailed, 502",
    "Unavailable, 503"
  })
  void kind_decides_the_status(String kind, int status) {
    Answer.Reply reply = errors.reply(Answer.refused(problem(kind)), PLACE);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.contentType()).isEqualTo("application/problem+json");
    assertThat(body(reply))
        .isEqualTo(
            new ProblemBody(
                "urn:tam:problem:some-code",
                "It was not done",
                status,
                "why",
                "some-code",
                "/v1/leases"));
  }

  @Test
  void fault_is_logged_under_an_incident_and_not_told() {
    try (CapturedLog log = new CapturedLog(Errors.class)) {
      Answer.Reply reply = errors.fault(new IllegalStateException("secret inside"), PLACE);

      assertThat(reply.status()).isEqualTo(500);
      assertThat(text(reply)).contains("incident-7").doesNotContain("secret", "Exception");
      assertThat(body(reply).instance()).isEqualTo("urn:tam:incident:incident-7");
      assertThat(log.messages()).containsExactly("incident incident-7");
    }
  }

  @Test
  void store_outage_is_503_and_soon_over() {
    try (CapturedLog log = new CapturedLog(Errors.class)) {
      Answer.Reply reply =
          errors.storeAway(new StoreUnavailableException("disk full", null), PLACE);

      assertThat(reply.status()).isEqualTo(503);
      assertThat(body(reply).code()).isEqualTo("store-unavailable");
      assertThat(reply.headers()).containsEntry("Retry-After", "1");
      assertThat(log.messages()).hasSize(1);
    }
  }

  @Test
  void simple_routes_tell_errors_in_their_own_words() {
    try (CapturedLog log = new CapturedLog(Errors.class)) {
      assertThat(text(errors.fault(new IllegalStateException("x"), CREATE)))
          .isEqualTo("{\"error\":\"Failed to create account\"}");
      Answer.Reply away = errors.storeAway(new StoreUnavailableException("x", null), CREATE);
      assertThat(away.status()).isEqualTo(503);
      assertThat(text(away)).startsWith("{\"error\":\"the store does not answer now");
      assertThat(away.contentType()).isEqualTo("application/json");
      assertThat(log.messages()).hasSize(2);
    }
  }

  @Test
  void simple_routes_know_400_for_another_media_type() {
    Refusal refusal = Refusal.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "why");

    assertThat(errors.reply(refusal, CREATE).status()).isEqualTo(400);
    assertThat(errors.reply(refusal, PLACE).status()).isEqualTo(415);
  }

  private static Problem problem(String kind) {
    return switch (kind) {
      case "Invalid" -> new Problem.Invalid("some-code", "why");
      case "Contradiction" -> new Problem.Contradiction("some-code", "why");
      case "Forbidden" -> new Problem.Forbidden("some-code", "why");
      case "NotFound" -> new Problem.NotFound("some-code", "why");
      case "Conflict" -> new Problem.Conflict("some-code", "why");
      case "ServiceFailed" -> new Problem.ServiceFailed("some-code", "why");
      default -> new Problem.Unavailable("some-code", "why");
    };
  }

  private static ProblemBody body(Answer.Reply reply) {
    return WireFormat.mapper().readValue(reply.body(), ProblemBody.class);
  }

  private static String text(Answer.Reply reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }
}
