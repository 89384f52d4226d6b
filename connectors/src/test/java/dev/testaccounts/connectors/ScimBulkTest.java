package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.testkit.scim.Quirk;
import dev.testaccounts.testkit.scim.ScimPeer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes that wait for their turn and go in one request. */
class ScimBulkTest {

  private static final String BULK = "POST /scim/v2/Bulk";
  private static final String CREATE = "POST /scim/v2/Users";

  private final HttpConnectors connectors = Scim.connectors();

  @AfterEach
  void close() {
    connectors.close();
  }

  private Connector connector(ScimPeer peer, String more) {
    return Scim.connector(connectors, peer.url(), "{path: /scim/v2" + more + "}", 1);
  }

  private static List<Identity> called(List<Identity> people, List<Reply> replies) {
    List<Identity> called = new ArrayList<>();
    for (int i = 0; i < people.size(); i++) {
      assertThat(replies.get(i)).isInstanceOf(Reply.Done.class);
      called.add(people.get(i).called(((Reply.Done) replies.get(i)).remoteId()));
    }
    return called;
  }

  private static long asked(ScimPeer peer, String request) {
    return peer.requests().stream().filter(request::equals).count();
  }

  @ParameterizedTest
  @EnumSource(
      value = Quirk.class,
      names = {"BULK", "BULK_TERSE"})
  void what_waits_is_made_changed_and_deleted_in_one_request(Quirk quirk) throws Exception {
    try (ScimPeer peer = new ScimPeer(quirk, Quirk.ETAG)) {
      Connector connector = connector(peer, "");
      List<Identity> people = Together.people(5);

      List<Identity> made = called(people, Together.reply(peer, people, connector::create));

      // The second waited at the door before anybody was behind it. The third asks what is offered.
      assertThat(peer.requests())
          .containsExactly(CREATE, CREATE, "GET /scim/v2/ServiceProviderConfig", BULK);
      for (Identity each : made) {
        assertThat(peer.user(each.username()).path("id").asString()).isEqualTo(each.remoteId());
        assertThat(peer.password(each.username())).isEqualTo(each.password().reveal());
      }
      peer.requests().clear();
      List<Reply> reset = Together.reply(peer, made, each -> connector.reset(Scim.changed(each)));
      assertThat(reset).containsExactlyElementsOf(done(made));
      assertThat(made).allMatch(each -> peer.password(each.username()).equals("Tam1_another"));
      peer.requests().clear();
      List<Reply> deleted = Together.reply(peer, made, connector::delete);
      assertThat(deleted).containsExactlyElementsOf(done(made));
      assertThat(asked(peer, BULK)).isEqualTo(1);
      assertThat(peer.usernames()).isEmpty();
      assertThat(connector.gathers()).isTrue();
    }
  }

  private static List<Reply> done(List<Identity> people) {
    return people.stream().<Reply>map(each -> new Reply.Done(each.remoteId())).toList();
  }

  @Test
  void each_has_a_result_of_its_own() throws Exception {
    try (ScimPeer peer = new ScimPeer(Quirk.BULK)) {
      Connector connector = connector(peer, "");
      peer.add("user2", "theirs", "theirs-alone");
      List<Identity> people = Together.people(4);

      List<Reply> replies = Together.reply(peer, people, connector::create);

      assertThat(replies.get(2))
          .isEqualTo(new Reply.Conflict("service 'shop': create: expected 201, got 409"));
      assertThat(replies).filteredOn(Reply.Done.class::isInstance).hasSize(3);
      List<Identity> absent = people.stream().map(each -> each.called("u/9")).toList();
      assertThat(Together.reply(peer, absent, connector::delete)).containsOnly(new Reply.Absent());
      assertThat(Together.reply(peer, absent, connector::reset)).containsOnly(new Reply.Absent());
    }
  }

  @Test
  void what_the_answer_does_not_tell_of_is_undecided() throws Exception {
    try (ScimPeer peer = new ScimPeer(Quirk.BULK_FORGETFUL)) {
      List<Reply> replies = Together.reply(peer, Together.people(4), connector(peer, "")::create);

      assertThat(replies.subList(0, 3)).allMatch(Reply.Done.class::isInstance);
      assertThat(replies.get(3))
          .isEqualTo(
              new Reply.Unknown(
                  "service 'shop': create: the answer to many says nothing of this one"));
      assertThat(peer.usernames()).hasSize(4);
    }
  }

  @Test
  void after_so_many_errors_the_rest_is_undecided() throws Exception {
    try (ScimPeer peer = new ScimPeer(Quirk.BULK)) {
      peer.add("user2", "theirs", "theirs-alone");
      Connector connector = connector(peer, ", bulk: {failOnErrors: 1}");

      List<Reply> replies = Together.reply(peer, Together.people(5), connector::create);

      assertThat(replies.subList(0, 2)).allMatch(Reply.Done.class::isInstance);
      assertThat(replies.get(2)).isInstanceOf(Reply.Conflict.class);
      assertThat(replies.subList(3, 5)).allMatch(Reply.Unknown.class::isInstance);
      assertThat(peer.usernames()).containsExactly("user0", "user1", "user2");
    }
  }

  @Test
  void a_service_that_refuses_what_it_offers_is_asked_for_each_alone() throws Exception {
    try (ScimPeer peer = new ScimPeer(Quirk.BULK_REFUSED)) {
      Connector connector = connector(peer, "");
      List<Identity> people = Together.people(5);

      called(people, Together.reply(peer, people, connector::create));

      assertThat(asked(peer, BULK)).isEqualTo(1);
      assertThat(asked(peer, CREATE)).isEqualTo(5);
      Together.reply(peer, people, connector::delete);
      assertThat(asked(peer, BULK)).isEqualTo(1);
    }
  }

  @Test
  void where_nothing_is_offered_or_wanted_each_goes_alone() throws Exception {
    try (ScimPeer peer = new ScimPeer()) {
      List<Identity> people = Together.people(4);
      Connector connector = connector(peer, "");
      assertThat(connector.gathers()).as("nobody has asked yet").isTrue();
      called(people, Together.reply(peer, people, connector::create));
      assertThat(asked(peer, CREATE)).isEqualTo(4);
      assertThat(asked(peer, BULK)).isZero();
      assertThat(connector.gathers()).isFalse();
    }
    try (ScimPeer peer = new ScimPeer(Quirk.BULK)) {
      List<Identity> people = Together.people(4);
      Connector connector = connector(peer, ", bulk: false");
      called(people, Together.reply(peer, people, connector::create));
      assertThat(peer.requests()).containsOnly(CREATE);
      assertThat(connector.gathers()).isFalse();
    }
  }

  @Test
  void where_there_is_no_telling_each_goes_alone_and_nobody_asks_again_at_once() throws Exception {
    try (ScimPeer peer = new ScimPeer(Quirk.BROKEN_CONFIGURATION)) {
      List<Identity> people = Together.people(7);

      called(people, Together.reply(peer, people, connector(peer, "")::create));

      assertThat(asked(peer, CREATE)).isEqualTo(7);
      assertThat(asked(peer, "GET /scim/v2/ServiceProviderConfig")).isEqualTo(1);
    }
  }

  @Test
  void no_more_go_together_than_was_said() throws Exception {
    try (ScimPeer peer = new ScimPeer(Quirk.BULK)) {
      List<Identity> people = Together.people(7);
      Connector connector = connector(peer, ", bulk: {operations: 2}");

      called(people, Together.reply(peer, people, connector::create));

      assertThat(asked(peer, CREATE)).isEqualTo(3);
      assertThat(asked(peer, BULK)).isEqualTo(2);
    }
  }

  @Test
  void what_is_alone_goes_as_it_always_did() {
    try (ScimPeer peer = new ScimPeer(Quirk.BULK)) {
      Connector connector = connector(peer, "");

      assertThat(connector.create(Declared.ann(null))).isEqualTo(new Reply.Done("u/1"));
      assertThat(connector.delete(Declared.ann("u/1"))).isEqualTo(new Reply.Done("u/1"));

      assertThat(peer.requests()).containsExactly(CREATE, "DELETE /scim/v2/Users/u/1");
    }
  }
}
