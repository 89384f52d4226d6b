package dev.testaccounts.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class WireFormatTest {

  private final JsonMapper mapper = WireFormat.mapper();

  @Test
  void records_keep_their_order_and_say_null() {
    assertThat(mapper.writeValueAsString(LeaseBody.from("buyers")))
        .isEqualTo(
            "{\"pool\":\"buyers\",\"ttl\":null,\"labels\":{},\"attributes\":{},\"accountLabels\":{},"
                + "\"fresh\":false,\"signIn\":false,\"priority\":null}");
    assertThat(mapper.writeValueAsString(new PageView<>(List.of("a"), null)))
        .isEqualTo("{\"items\":[\"a\"],\"next\":null}");
  }

  @Test
  void durations_are_words_and_times_are_utc() {
    assertThat(mapper.writeValueAsString(new RenewBody(Duration.ofMinutes(15), 7L)))
        .isEqualTo("{\"ttl\":\"15m\",\"epoch\":7}");
    assertThat(mapper.writeValueAsString(Instant.parse("2026-11-21T09:30:00.123Z")))
        .isEqualTo("\"2026-11-21T09:30:00.123Z\"");
  }

  @Test
  void what_is_written_is_read_as_the_same() {
    PoolBody pool =
        PoolBody.over("buyers", List.of("user-service"))
            .withSize(new SizeBody(20, 500))
            .withAttributes(Map.of("country", "KR"))
            .onRelease(PoolBody.DELETE);

    assertThat(mapper.readValue(mapper.writeValueAsBytes(pool), PoolBody.class)).isEqualTo(pool);
  }

  @Test
  void unknown_fields_of_a_newer_server_are_ignored() {
    assertThat(mapper.readValue("{\"status\":\"healthy\",\"since\":1}", HealthView.class))
        .isEqualTo(HealthView.HEALTHY);
  }

  @Test
  void what_is_no_duration_is_refused() {
    assertThatThrownBy(() -> mapper.readValue("{\"ttl\":\"soon\"}", RenewBody.class))
        .isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> mapper.readValue("{\"ttl\":15}", RenewBody.class))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void a_lease_is_asked_for_step_by_step() {
    LeaseBody body =
        LeaseBody.from("p")
            .withPriority(9)
            .withTtl(Duration.ofMinutes(1))
            .withLabels(Map.of("run", "1"))
            .withAttributes(Map.of("country", "KR"))
            .withAccountLabels(Map.of("tier", "gold"))
            .asFresh()
            .signedIn();

    assertThat(body)
        .isEqualTo(
            new LeaseBody(
                "p",
                Duration.ofMinutes(1),
                Map.of("run", "1"),
                Map.of("country", "KR"),
                Map.of("tier", "gold"),
                true,
                true,
                9));
    assertThat(mapper.writeValueAsString(body))
        .endsWith("\"fresh\":true,\"signIn\":true,\"priority\":9}");
  }

  @Test
  void several_leases_are_asked_for_step_by_step_and_found_by_their_role() {
    LeaseGroupBody body =
        LeaseGroupBody.from("p", Map.of("admin", RoleBody.of(2)))
            .withPriority(9)
            .withTtl(Duration.ofMinutes(1))
            .withLabels(Map.of("run", "1"));

    assertThat(mapper.writeValueAsString(body))
        .isEqualTo(
            "{\"pool\":\"p\",\"ttl\":\"1m\",\"labels\":{\"run\":\"1\"},\"roles\":{\"admin\":{\"count\":2,"
                + "\"attributes\":{},\"accountLabels\":{}}},\"priority\":9}");
    LeaseGrant admin = grant(Map.of("role", "admin"));
    LeaseGroup group = new LeaseGroup(List.of(grant(Map.of()), admin));
    assertThat(group.role("admin")).containsExactly(admin);
    assertThat(group.role("member")).isEmpty();
  }

  private static LeaseGrant grant(Map<String, String> labels) {
    Instant now = Instant.EPOCH;
    GrantedAccount account =
        new GrantedAccount("id", "test_1", "hunter2", null, Map.of(), Map.of());
    return new LeaseGrant("L", 1, "p", "active", now, now, labels, account);
  }

  @Test
  void maps_are_written_in_order_of_their_keys() {
    LeaseBody body = LeaseBody.from("p").withLabels(Map.of("b", "2", "a", "1", "c", "3"));

    assertThat(mapper.writeValueAsString(body))
        .contains("\"labels\":{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}");
  }

  @Test
  void granted_account_prints_without_its_password() {
    GrantedAccount account =
        new GrantedAccount("id", "test_1", "hunter2", null, Map.of(), Map.of());

    assertThat(account.toString()).contains("test_1").doesNotContain("hunter2");
  }
}
