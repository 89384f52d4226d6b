package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.SignIn;
import dev.testaccounts.testkit.scim.Quirk;
import dev.testaccounts.testkit.scim.ScimPeer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Accounts in a service that speaks SCIM, and in ones that speak it less well. */
class ScimConnectorTest {

  private final HttpConnectors connectors = Scim.connectors();

  @AfterEach
  void close() {
    connectors.close();
  }

  private Connector connector(ScimPeer peer) {
    return Scim.connector(connectors, peer.url(), Scim.WITH_LOGIN);
  }

  @Test
  void a_user_is_made_with_our_mark() {
    try (ScimPeer peer = new ScimPeer()) {
      String enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
      Connector connector =
          Scim.connector(
              connectors,
              peer.url(),
              """
              path: /scim/v2
              attributes:
                displayName: "{{account.attributes.country}}"
                title: "{{#if account.attributes.title}}x{{/if}}"
                "%s": {department: QA}
              """
                  .formatted(enterprise));

      assertThat(connector.create(Declared.ann(null))).isEqualTo(new Reply.Done("u/1"));

      JsonNode user = peer.user("ann");
      assertThat(user.path("externalId").asString()).isEqualTo(Scim.mark());
      assertThat(user.at("/emails/0/value").asString()).isEqualTo("ann@example.test");
      assertThat(user.path("active").asBoolean()).isTrue();
      assertThat(user.path("displayName").asString()).isEqualTo("K\"R");
      assertThat(user.has("title")).isFalse();
      assertThat(user.path("schemas").toString()).contains("core:2.0:User", enterprise);
      assertThat(user.path(enterprise).path("department").asString()).isEqualTo("QA");
      assertThat(peer.password("ann")).isEqualTo(Calls.PASSWORD);
      assertThat(peer.requests()).containsExactly("POST /scim/v2/Users");
    }
  }

  @Test
  void what_an_account_does_not_have_is_not_sent() {
    try (ScimPeer peer = new ScimPeer()) {
      Connector connector =
          Scim.connector(connectors, peer.url(), "{path: /scim/v2, password: false}");

      connector.create(Calls.ANN);

      assertThat(peer.user("ann").propertyNames())
          .containsExactlyInAnyOrder("userName", "externalId", "active", "schemas", "id");
      assertThat(peer.password("ann")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Quirk.class,
      names = {"TAKEN_IS_INVALID", "NO_MARKS"})
  void a_name_that_is_taken_is_a_conflict(Quirk quirk) {
    try (ScimPeer peer = new ScimPeer(quirk)) {
      peer.add("ann", "theirs", "theirs-alone");
      int status = quirk == Quirk.TAKEN_IS_INVALID ? 400 : 409;

      assertThat(connector(peer).create(Declared.ann(null)))
          .isEqualTo(new Reply.Conflict("service 'shop': create: expected 201, got " + status));
    }
  }

  @Test
  void an_account_that_somebody_else_marked_is_never_ours() {
    try (ScimPeer peer = new ScimPeer()) {
      peer.add("ann", "theirs", "theirs-alone");
      Connector connector = connector(peer);
      Reply notOurs =
          new Reply.Conflict(
              "service 'shop': exists: the account of that name has another externalId: it is not"
                  + " ours and stays");

      assertThat(connector.exists(Declared.ann(null))).isEqualTo(notOurs);
      assertThat(connector.delete(Declared.ann(null))).isEqualTo(new Reply.Absent());
      assertThat(connector.reset(Declared.ann(null))).isInstanceOf(Reply.Rejected.class);
      assertThat(peer.user("ann").path("externalId").asString()).isEqualTo("theirs");
      assertThat(connector.exists(Scim.later("u/1")))
          .as("what has the id that it had from us is ours, whoever changed its mark")
          .isEqualTo(new Reply.Done("u/1"));
      assertThat(peer.requests()).noneMatch(each -> each.matches("(PATCH|PUT|DELETE).*"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Quirk.class,
      names = {
        "NO_CONFIGURATION",
        "NO_PATCH",
        "PATCH_MISSING",
        "NO_FILTER",
        "FILTER_REFUSED",
        "FILTER_IGNORED",
        "SHORT_PAGES",
        "ETAG",
        "NO_MARKS",
        "TAKEN_IS_INVALID"
      })
  void whatever_a_service_can_do_an_account_is_found_reset_and_deleted(Quirk quirk) {
    try (ScimPeer peer = new ScimPeer(quirk)) {
      for (String other : new String[] {"a", "b", "c"}) {
        peer.add(other, "theirs", "theirs-alone");
      }
      Connector connector = connector(peer);
      assertThat(connector.exists(Declared.ann(null))).isEqualTo(new Reply.Absent());
      assertThat(connector.create(Declared.ann(null))).isEqualTo(new Reply.Done("u/4"));

      assertThat(connector.exists(Declared.ann(null))).isEqualTo(new Reply.Done("u/4"));
      assertThat(connector.exists(Declared.ann("u/4"))).isEqualTo(new Reply.Done("u/4"));
      assertThat(connector.reset(Scim.later("u/4"))).isEqualTo(new Reply.Done("u/4"));
      assertThat(peer.password("ann")).isEqualTo("Tam1_another");
      assertThat(connector.reset(Declared.ann(null))).isEqualTo(new Reply.Done("u/4"));
      assertThat(peer.password("ann")).isEqualTo(Calls.PASSWORD);

      assertThat(connector.delete(Declared.ann(null))).isEqualTo(new Reply.Done("u/4"));
      assertThat(connector.delete(Declared.ann("u/4"))).isEqualTo(new Reply.Absent());
      assertThat(connector.exists(Declared.ann("u/4"))).isEqualTo(new Reply.Absent());
      assertThat(connector.reset(Declared.ann("u/4"))).isEqualTo(new Reply.Absent());
      assertThat(connector.reset(Declared.ann(null))).isEqualTo(new Reply.Absent());
      assertThat(connector.delete(Declared.ann(null))).isEqualTo(new Reply.Absent());
      assertThat(peer.usernames()).containsExactly("a", "b", "c");
    }
  }

  @Test
  void a_name_is_quoted_in_a_filter() {
    try (ScimPeer peer = new ScimPeer()) {
      connector(peer).exists(Calls.identity("a\"n\\n & o'neil"));

      assertThat(peer.requests())
          .contains(
              "GET /scim/v2/Users?startIndex=1&count=100&filter=userName eq"
                  + " \"a\\\"n\\\\n & o'neil\"");
    }
  }

  @Test
  void a_reset_puts_back_what_was_said_and_activates() {
    try (ScimPeer peer = new ScimPeer()) {
      Connector connector =
          Scim.connector(
              connectors,
              peer.url(),
              "{path: /scim/v2, attributes: {\"urn:x:1.0:User\": {level: 1}, title: tester}}");
      connector.create(Declared.ann(null));

      connector.reset(Scim.later("u/1"));

      assertThat(peer.requests()).contains("PATCH /scim/v2/Users/u/1");
      assertThat(peer.user("ann").at("/urn:x:1.0:User/level").asInt()).isEqualTo(1);
      assertThat(peer.user("ann").path("title").asString()).isEqualTo("tester");
      assertThat(peer.user("ann").path("externalId").asString()).isEqualTo(Scim.mark());
    }
  }

  @Test
  void a_password_is_proven_by_a_sign_in_and_not_by_a_201() {
    try (ScimPeer peer = new ScimPeer(Quirk.PASSWORD_IGNORED)) {
      Connector connector = connector(peer);

      assertThat(connector.create(Declared.ann(null))).isEqualTo(new Reply.Done("u/1"));
      assertThat(connector.signIn(Declared.ann("u/1")))
          .isEqualTo(new SignIn.Refused("service 'shop': login: expected 200 to 299, got 401"));
    }
    try (ScimPeer peer = new ScimPeer()) {
      Connector connector = connector(peer);
      connector.create(Declared.ann(null));

      assertThat(connector.signIn(Declared.ann("u/1")))
          .isEqualTo(new SignIn.In(Map.of("accessToken", new Secret("for ann"))));
    }
  }
}
