package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.testkit.SettableClock;
import dev.testaccounts.testkit.scim.Quirk;
import dev.testaccounts.testkit.scim.ScimPeer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Users that change under one's hands, and what a service says that it can do. */
class ScimVersionsTest {

  private final SettableClock clock = new SettableClock();
  private final HttpConnectors connectors =
      new HttpConnectors(Guard.loopback(), Map.of("TOKEN", ScimPeer.TOKEN), clock);

  @AfterEach
  void close() {
    connectors.close();
  }

  private Connector created(ScimPeer peer) {
    Connector connector = Scim.connector(connectors, peer.url(), Scim.LEAST);
    assertThat(connector.create(Declared.ann(null))).isEqualTo(new Reply.Done("u/1"));
    peer.requests().clear();
    return connector;
  }

  @Test
  void a_version_goes_with_what_is_written() {
    try (ScimPeer peer = new ScimPeer(Quirk.ETAG)) {
      Connector connector = created(peer);

      assertThat(connector.reset(Scim.later("u/1"))).isEqualTo(new Reply.Done("u/1"));

      assertThat(peer.requests())
          .containsExactly(
              "GET /scim/v2/ServiceProviderConfig",
              "GET /scim/v2/Users/u/1",
              "PATCH /scim/v2/Users/u/1 if W/\"1\"");
    }
  }

  @Test
  void without_versions_nothing_is_read_before_it_is_written() {
    try (ScimPeer peer = new ScimPeer()) {
      Connector connector = created(peer);

      connector.reset(Scim.later("u/1"));

      assertThat(peer.requests())
          .containsExactly("GET /scim/v2/ServiceProviderConfig", "PATCH /scim/v2/Users/u/1");
    }
  }

  @Test
  void a_user_that_changed_meanwhile_is_read_again_once() {
    try (ScimPeer peer = new ScimPeer(Quirk.ETAG, Quirk.CHANGED_ONCE)) {
      Connector connector = created(peer);

      assertThat(connector.reset(Scim.later("u/1"))).isEqualTo(new Reply.Done("u/1"));

      assertThat(peer.password("ann")).isEqualTo("Tam1_another");
      assertThat(peer.requests())
          .endsWith(
              "PATCH /scim/v2/Users/u/1 if W/\"1\"",
              "GET /scim/v2/Users/u/1",
              "PATCH /scim/v2/Users/u/1 if W/\"2\"");
    }
  }

  @Test
  void a_user_that_changes_all_the_time_is_left_for_later() {
    try (ScimPeer peer = new ScimPeer(Quirk.ETAG, Quirk.CHANGED_ALWAYS, Quirk.NO_PATCH)) {
      Connector connector = created(peer);

      assertThat(connector.reset(Scim.later("u/1")))
          .isEqualTo(
              new Reply.NotDone(
                  "service 'shop': reset: the user changed between reading and writing, twice",
                  null));
      assertThat(peer.requests().stream().filter(each -> each.startsWith("PUT"))).hasSize(2);
    }
  }

  @Test
  void a_service_that_asks_for_a_version_although_it_said_it_had_none_gets_one() {
    try (ScimPeer peer = new ScimPeer(Quirk.ETAG, Quirk.NO_CONFIGURATION)) {
      Connector connector = created(peer);

      assertThat(connector.reset(Scim.later("u/1"))).isEqualTo(new Reply.Done("u/1"));
    }
  }

  @Test
  void a_version_goes_with_a_delete() {
    try (ScimPeer peer = new ScimPeer(Quirk.ETAG)) {
      Connector connector = created(peer);
      connector.reset(Scim.later("u/1"));

      assertThat(connector.delete(Scim.later("u/1"))).isEqualTo(new Reply.Done("u/1"));

      assertThat(peer.requests())
          .endsWith("GET /scim/v2/Users/u/1", "DELETE /scim/v2/Users/u/1 if W/\"2\"");
    }
  }

  /** It was given up for good, and the account stayed. */
  @Test
  void a_delete_that_meets_another_version_is_left_for_later() {
    try (ScimPeer peer = new ScimPeer(Quirk.ETAG, Quirk.CHANGED_ALWAYS)) {
      Connector connector = created(peer);

      assertThat(connector.delete(Scim.later("u/1")))
          .isEqualTo(
              new Reply.NotDone(
                  "service 'shop': delete: expected the user's version to match, and it does not",
                  null));
      assertThat(peer.requests())
          .endsWith("DELETE /scim/v2/Users/u/1 if W/\"2\"", "DELETE /scim/v2/Users/u/1");
    }
  }

  @Test
  void it_goes_with_a_delete_where_the_service_wants_one_before_it_said_so() {
    try (ScimPeer peer = new ScimPeer(Quirk.ETAG)) {
      Connector connector = created(peer);

      assertThat(connector.delete(Scim.later("u/1"))).isEqualTo(new Reply.Done("u/1"));

      assertThat(peer.user("ann").isMissingNode()).isTrue();
      assertThat(peer.requests())
          .endsWith(
              "DELETE /scim/v2/Users/u/1",
              "GET /scim/v2/Users/u/1",
              "DELETE /scim/v2/Users/u/1 if W/\"1\"");
    }
  }

  @Test
  void what_a_service_can_do_is_asked_now_and_then() {
    try (ScimPeer peer = new ScimPeer()) {
      Connector connector = created(peer);

      connector.reset(Scim.later("u/1"));
      clock.advance(ScimConfiguration.KEPT.minusMillis(1));
      connector.reset(Scim.later("u/1"));
      assertThat(questions(peer)).isEqualTo(1);
      clock.advance(ScimConfiguration.KEPT);
      connector.reset(Scim.later("u/1"));
      assertThat(questions(peer)).isEqualTo(2);
    }
  }

  private static long questions(ScimPeer peer) {
    return peer.requests().stream().filter(each -> each.endsWith("/ServiceProviderConfig")).count();
  }

  @Test
  void where_no_password_can_be_changed_there_is_no_reset() {
    try (ScimPeer peer = new ScimPeer(Quirk.NO_PASSWORD_CHANGE)) {
      Connector connector = created(peer);

      assertThat(connector.reset(Scim.later("u/1")))
          .isEqualTo(
              new Reply.NotDone(
                  "service 'shop': reset: no password can be changed; it is made anew instead",
                  null));
      assertThat(connector.capabilities()).doesNotContain(Capability.RESET);
      assertThat(peer.password("ann")).isEqualTo(Calls.PASSWORD);
    }
  }

  @Test
  void where_accounts_have_no_password_that_does_not_matter() {
    try (ScimPeer peer = new ScimPeer(Quirk.NO_PASSWORD_CHANGE)) {
      Connector connector =
          Scim.connector(connectors, peer.url(), "{path: /scim/v2, password: false}");
      connector.create(Declared.ann(null));

      assertThat(connector.reset(Declared.ann("u/1"))).isEqualTo(new Reply.Done("u/1"));
      assertThat(connector.capabilities()).contains(Capability.RESET);
    }
  }

  @Test
  void a_check_wants_to_be_told() {
    try (ScimPeer peer = new ScimPeer(Quirk.NO_PASSWORD_CHANGE)) {
      Connector connector = Scim.connector(connectors, peer.url(), Scim.LEAST);
      assertThat(connector.check()).isEqualTo(new Reply.Done(null));
      assertThat(connector.capabilities()).doesNotContain(Capability.RESET);
    }
    try (ScimPeer peer = new ScimPeer(Quirk.NO_CONFIGURATION)) {
      assertThat(Scim.connector(connectors, peer.url(), Scim.LEAST).check())
          .isEqualTo(
              new Reply.Rejected(
                  "service 'shop': check: the service answered 404, expected 200 for"
                      + " ServiceProviderConfig: no such endpoint"));
    }
  }

  @Test
  void a_declaration_that_is_well_has_no_problem() {
    assertThat(connectors.recipes()).contains("scim");
    try (ScimPeer peer = new ScimPeer()) {
      assertThat(connectors.problemWith(Scim.spec(peer.url(), Scim.LEAST)).map(Problem::detail))
          .isEmpty();
    }
  }
}
