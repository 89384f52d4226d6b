package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.api.PasswordBody;
import dev.testaccounts.api.PoolBody;
import dev.testaccounts.api.RetireBody;
import dev.testaccounts.api.ServiceBody;
import dev.testaccounts.api.WireFormat;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.pool.Rotation;
import dev.testaccounts.core.secret.PasswordRule;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Rate;
import dev.testaccounts.core.service.ServiceSpec;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class DocumentsTest {

  private static final ServiceSpec SERVICE =
      new ServiceSpec(
          "user-service",
          URI.create("http://localhost:8081"),
          "testing",
          "simple",
          Map.of("bearer", "${env:TOKEN}"),
          new Limits(8, Duration.ofMillis(1500), new Rate(50, Rate.Per.SECOND)),
          List.of("auth-service"),
          true);

  private static final PoolSpec POOL =
      new PoolSpec(
          "buyers",
          List.of("user-service"),
          "buyer_{hex:8}",
          Map.of("country", "KR"),
          20,
          500,
          Duration.ofMinutes(15),
          Duration.ofHours(4),
          OnRelease.DELETE,
          new Rotation(Duration.ofDays(7), 50, Duration.ofSeconds(30), true),
          new PasswordRule(20, "!"));

  private static final RetireBody AGED = new RetireBody(Duration.ofDays(7), null);

  @Test
  void what_core_knows_survives_the_wire() {
    ServiceBody service = Documents.body(SERVICE);
    PoolBody pool = Documents.body(POOL);

    ServiceSpec serviceBack = value(Documents.readService(json(service), "").then(Documents::spec));
    PoolSpec poolBack = value(Documents.readPool(json(pool), "").then(Documents::spec));

    assertThat(serviceBack).isEqualTo(SERVICE);
    assertThat(poolBack).isEqualTo(POOL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"50", "0/s", "fifty/s", "50/d"})
  void what_is_no_rate_is_refused_with_what_was_expected(String rate) {
    assertThat(
            Documents.readService(
                yaml("{name: s, url: 'http://h', limits: {rate: '" + rate + "'}}"), "services[0]"))
        .isEqualTo(
            Result.refused(
                new Problem.Invalid(
                    "invalid-request",
                    "services[0].limits.rate: expected 1 to 999999 calls per s, m or h, such as"
                        + " \"50/s\", got '"
                        + rate
                        + "'")));
  }

  @Test
  void a_service_that_may_be_called_without_a_rate_says_so() {
    ServiceBody body = ServiceBody.simple("s", "http://h").inMaintenance(true);

    assertThat(value(Documents.spec(body)).maintenance()).isTrue();
    assertThat(value(Documents.spec(body.inMaintenance(false))).maintenance()).isFalse();
    assertThat(value(Documents.spec(body)).limits().rate()).isNull();
  }

  @Test
  void what_is_left_out_has_its_default() {
    assertThat(value(Documents.readService(yaml("{name: s, url: 'http://localhost:8081/'}"), "")))
        .isEqualTo(ServiceBody.simple("s", "http://localhost:8081/"));
    assertThat(value(Documents.readPool(yaml("{name: p, services: [s]}"), "")))
        .isEqualTo(PoolBody.over("p", List.of("s")));
    assertThat(value(Documents.spec(ServiceBody.simple("s", "http://h//"))).url())
        .isEqualTo(URI.create("http://h"));
    assertThat(value(Documents.spec(ServiceBody.simple("s", "http://h"))).limits())
        .isEqualTo(Limits.standard());
  }

  @Test
  void what_is_said_of_retirement_is_read_in_parts() {
    assertThat(value(Documents.readPool(yaml("{name: p, services: [s], retire: {age: 7d}}"), "")))
        .isEqualTo(PoolBody.over("p", List.of("s")).withRetire(AGED));
    assertThat(value(Documents.spec(PoolBody.over("p", List.of("s")))).rotation())
        .isEqualTo(Rotation.endless());
    assertThat(
            problem(Documents.readPool(yaml("{name: p, retire: {uses: 0}}"), "pools[1]")).detail())
        .isEqualTo("pools[1].retire.uses: expected a whole number of 1 to 1000000000, got 0");
    assertThat(
            problem(Documents.readPool(yaml("{name: p, retire: {use: 1}}"), "pools[1]")).detail())
        .startsWith("pools[1].retire.use: unknown field");
  }

  @Test
  void what_is_said_of_passwords_is_read_in_parts() {
    assertThat(value(pool("{name: p, services: [s], password: {length: 20}}")))
        .isEqualTo(PoolBody.over("p", List.of("s")).withPassword(new PasswordBody(20, "_")));
    assertThat(value(pool("{name: p, services: [s], password: {symbol: ''}}")).password())
        .isEqualTo(new PasswordBody(31, ""));
    assertThat(problem(pool("{name: p, services: [s], password: {length: 15}}")).detail())
        .isEqualTo("pools[1].password.length: expected a whole number of 16 to 72, got 15");
    assertThat(problem(pool("{name: p, services: [s], password: {size: 15}}")).detail())
        .startsWith("pools[1].password.size: unknown field");
  }

  private static Result<PoolBody> pool(String text) {
    return Documents.readPool(yaml(text), "pools[1]");
  }

  @Test
  void yaml_entry_is_refused_where_it_is_wrong() {
    assertThat(problem(Documents.readPool(yaml("{name: p, servces: [s]}"), "pools[1]")).detail())
        .startsWith("pools[1].servces: unknown field");
    assertThat(problem(Documents.readPool(yaml("{name: p, onRelease: burn}"), "pools[1]")).detail())
        .isEqualTo("pools[1].onRelease: expected reset or delete, got 'burn'");
    assertThat(problem(Documents.readService(yaml("[]"), "services[0]")).detail())
        .isEqualTo("services[0]: expected an object, got a list of 0");
  }

  @Test
  void a_connector_is_kept_whole_and_given_back() {
    String written =
        """
        {name: s, url: 'http://h', connector: {http: {delete: {path: /u}, create: {path: /u}},
         parameters: {b: x, a: 'y'}, tls: {authority: /ca.pem}}}""";
    ServiceBody body = value(Documents.readService(yaml(written), ""));
    ServiceSpec spec = value(Documents.spec(body));

    assertThat(spec.recipe()).isEqualTo("http");
    assertThat(spec.settings())
        .isEqualTo(
            "{\"http\":{\"delete\":{\"path\":\"/u\"},\"create\":{\"path\":\"/u\"}},"
                + "\"parameters\":{\"a\":\"y\",\"b\":\"x\"},\"tls\":{\"authority\":\"/ca.pem\"}}");
    assertThat(Documents.body(spec)).isEqualTo(body);
    assertThat(value(Documents.readService(json(body), ""))).isEqualTo(body);
  }

  @Test
  void what_is_said_of_scim_is_kept_and_given_back() {
    ServiceBody body =
        value(
            Documents.readService(
                yaml("{name: s, url: 'http://h', connector: {scim: {path: /scim/v2}}}"), ""));
    ServiceSpec spec = value(Documents.spec(body));

    assertThat(spec.recipe()).isEqualTo("scim");
    assertThat(spec.settings()).isEqualTo("{\"scim\":{\"path\":\"/scim/v2\"}}");
    assertThat(Documents.body(spec)).isEqualTo(body);
    assertThat(value(Documents.readService(json(body), ""))).isEqualTo(body);
  }

  /** It was registered as one of the recipe simple. */
  @Test
  void a_connector_of_which_nothing_is_said_is_none() {
    assertThat(
            problem(
                    Documents.readService(
                        yaml("{name: s, url: 'http://h', connector: {scim: }}"), "services[0]"))
                .detail())
        .isEqualTo("services[0].connector.scim: expected an object, got null");
    assertThat(
            value(
                    Documents.readService(
                        yaml("{name: s, url: 'http://h', connector: {recipe: okta, http: }}"), ""))
                .connector()
                .recipe())
        .isEqualTo("okta");
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3cret-token", "${env:}", "${sh:ls}", "Bearer ${env:X}", "${env:X}y"})
  void credentials_must_be_references_and_are_never_shown(String value) {
    Problem problem =
        problem(
            Documents.readService(
                yaml("{name: s, url: 'http://h', credentials: {bearer: '" + value + "'}}"), ""));

    assertThat(problem.detail()).startsWith("credentials.bearer: expected a reference");
    assertThat(problem.detail()).doesNotContain(value);
  }

  @Test
  void malformed_url_is_refused_without_its_password() {
    assertThat(problem(Documents.baseUrl("url", "http://h st")).detail())
        .isEqualTo("url: expected an http or https URL, got 'http://h st'");
    assertThat(problem(Documents.baseUrl("url", "http://u:hunter2@h st")).detail())
        .doesNotContain("hunter2");
  }

  private static JsonNode json(Object body) {
    return WireFormat.mapper().valueToTree(body);
  }

  private static JsonNode yaml(String text) {
    return new YAMLMapper().readTree(text);
  }

  private static <T> T value(Result<T> result) {
    return switch (result) {
      case Result.Ok<T>(T value) -> value;
      case Result.Refused<T>(Problem problem) -> throw new AssertionError(problem.toString());
    };
  }

  private static <T> Problem problem(Result<T> result) {
    return switch (result) {
      case Result.Ok<T>(T value) -> throw new AssertionError("expected a problem, got " + value);
      case Result.Refused<T>(Problem problem) -> problem;
    };
  }
}
