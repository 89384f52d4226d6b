package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.samples.userservice.Fault;
import dev.testaccounts.samples.userservice.Fault.Target;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simple API, as a script sees it that was written for it. */
class SimpleApiTest extends StagedTest {

  private Wire.Answer create() throws Exception {
    return wire.post("/create", "{\"service_url\":\"" + stage.service().url() + "\"}");
  }

  private Wire.Answer cleanup() throws Exception {
    return wire.post("/cleanup", "");
  }

  @Test
  void create_makes_an_account_and_cleanup_removes_it() throws Exception {
    Wire.Answer created = create();

    assertThat(created.status()).isEqualTo(200);
    assertThat(created.text("username")).matches("test_[0-9a-f]{8}");
    assertThat(created.body().toString())
        .isEqualTo("{\"username\":\"" + created.text("username") + "\",\"status\":\"created\"}");
    assertThat(stage.service().accounts()).containsExactly(created.text("username"));

    Wire.Answer cleaned = cleanup();

    assertThat(cleaned.status()).isEqualTo(200);
    assertThat(cleaned.body().toString())
        .isEqualTo("{\"status\":\"all test accounts cleaned up\"}");
    assertThat(stage.service().accounts()).isEmpty();
  }

  @Test
  void cleanup_leaves_accounts_that_were_not_made_by_create() throws Exception {
    stage.fill(3);
    create();

    assertThat(cleanup().status()).isEqualTo(200);
    assertThat(stage.service().accounts()).hasSize(3);
  }

  @Test
  void a_service_that_fails_is_a_500_and_nothing_is_left() throws Exception {
    stage.service().inject(Fault.on(Target.CREATE, new Fault.Fail(500)));

    Wire.Answer answer = create();

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body().toString()).isEqualTo("{\"error\":\"Failed to create account\"}");
    stage.await(() -> cleanup().status() == 200);
    assertThat(stage.service().accounts()).isEmpty();
  }

  @Test
  void a_reply_lost_after_the_effect_leaves_no_account_behind() throws Exception {
    stage.service().inject(Fault.on(Target.CREATE, new Fault.Lose()));

    assertThat(create().status()).isEqualTo(500);

    stage.await(() -> stage.service().accounts().isEmpty());
    assertThat(stage.service().stats().created()).isEqualTo(1);
  }

  @Test
  void a_service_that_hangs_is_a_500_in_bounded_time() throws Exception {
    stage.service().inject(Fault.on(Target.CREATE, new Fault.Hang()));

    assertThat(create().status()).isEqualTo(500);

    stage.await(() -> cleanup().status() == 200);
  }

  @Test
  void a_name_that_the_service_has_already_is_a_500_and_the_other_account_stays() throws Exception {
    stage.service().inject(Fault.on(Target.CREATE, new Fault.Fail(409)));

    assertThat(create().status()).isEqualTo(500);

    assertThat(cleanup().status()).isEqualTo(200);
    assertThat(stage.service().stats().deleteCalls()).isZero();
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    URI elsewhere = stage.service().url().resolve("/health");
    stage.service().inject(Fault.on(Target.CREATE, new Fault.Redirect(elsewhere)));

    assertThat(create().status()).isEqualTo(500);
    assertThat(stage.service().stats().createCalls()).isEqualTo(1);
  }

  @Test
  void a_delete_that_fails_twice_is_repeated_until_it_is_true_that_all_are_gone() throws Exception {
    create();
    stage.service().inject(Fault.on(Target.DELETE, new Fault.Fail(500)).times(2));

    assertThat(cleanup().status()).isEqualTo(200);
    assertThat(stage.service().accounts()).isEmpty();
  }

  @Test
  void a_cleanup_that_is_not_true_says_how_many_are_left_and_they_are_retried() throws Exception {
    create();
    create();
    stage.service().inject(Fault.on(Target.DELETE, new Fault.Fail(500)).times(1000));

    Wire.Answer refused = cleanup();

    assertThat(refused.status()).isEqualTo(502);
    assertThat(refused.body().path("remaining").asInt()).isEqualTo(2);
    assertThat(refused.text("error")).isNotBlank();

    stage.service().clearFaults();
    stage.await(() -> stage.service().accounts().isEmpty());
    assertThat(cleanup().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254",
        "http://example.com",
        "http://[fe80::1]",
        "http://2130706433",
        "http://0.0.0.0",
        "ftp://localhost",
        "file:///etc/passwd",
        "http://user:secret@localhost",
        "http://localhost/?x=1",
        "not a url",
        ""
      })
  void a_url_that_may_not_be_called_is_a_400(String url) throws Exception {
    Wire.Answer answer = wire.post("/create", "{\"service_url\":\"" + url + "\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("error")).isNotBlank().doesNotContain("secret", "Exception");
    assertThat(wire.all("/v1/services")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "\"x\"",
        "{\"service_url\":5}",
        "{\"service_url\":null}",
        "{\"service_url\":\"http://localhost\",\"more\":1}",
        "{\"service_url\":\"http://localhost\"} trailing"
      })
  void a_malformed_body_is_a_400_and_no_request_leaves(String body) throws Exception {
    Wire.Answer answer = wire.post("/create", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("error")).isNotBlank().doesNotContain("Exception", "tools.jackson");
    assertThat(stage.service().stats().createCalls()).isZero();
  }
}
