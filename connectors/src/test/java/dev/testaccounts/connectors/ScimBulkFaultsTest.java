package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.connectors.declaration.BulkRule;
import dev.testaccounts.connectors.declaration.ScimRequests;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.testkit.fault.Fault;
import dev.testaccounts.testkit.fault.HttpSpeech;
import dev.testaccounts.testkit.fault.SpokenWire;
import dev.testaccounts.testkit.scim.Quirk;
import dev.testaccounts.testkit.scim.ScimPeer;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** What befalls a request of many befalls each, and what is said of each is so. */
class ScimBulkFaultsTest {

  private static final Pattern BULK = Pattern.compile("^POST /scim/v2/Bulk");
  private static final String CREATE = "POST /scim/v2/Users";

  private final HttpConnectors connectors = Scim.connectors();

  @AfterEach
  void close() {
    connectors.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"LOST_REPLY", "LIE", "GARBAGE", "STRAY", "SICK", "DOWN"})
  void what_has_no_result_is_undecided_and_not_sent_again(Fault fault) throws Exception {
    try (ScimPeer peer = new ScimPeer(Quirk.BULK);
        SpokenWire wire = SpokenWire.to(peer.url().getPort(), new HttpSpeech())) {
      Connector connector = connector(wire);
      List<Identity> people = Together.people(4);
      wire.plant(fault, BULK);

      List<Reply> replies = Together.reply(peer, people, connector::create);

      assertThat(replies.getFirst()).isInstanceOf(Reply.Done.class);
      assertThat(replies.subList(1, 4)).allMatch(Reply.Unknown.class::isInstance);
      assertThat(wire.heard().stream().filter(each -> BULK.matcher(each).find())).hasSize(1);
      wire.mend();
      for (Identity each : people) {
        Reply found = connector.exists(each);
        assertThat(found instanceof Reply.Done).isEqualTo(isThere(peer, each));
        assertThat(found).isInstanceOfAny(Reply.Done.class, Reply.Absent.class);
      }
    }
  }

  private static boolean isThere(ScimPeer peer, Identity identity) {
    return peer.usernames().contains(identity.username());
  }

  @Test
  void a_service_that_fails_all_of_many_is_as_sick_as_one_that_fails_each() throws Exception {
    assertThat(afterMany("sick")).isInstanceOf(Reply.Held.class);
  }

  @Test
  void a_service_that_does_one_of_many_is_not_sick() throws Exception {
    assertThat(afterMany("user")).isInstanceOf(Reply.Unknown.class);
  }

  /**
   * What is said to the next one when as many calls were made as are looked back on: each change
   * alone failed, and of each request of three all but the last did.
   *
   * @param last what the last one's name begins with
   */
  private Reply afterMany(String last) throws Exception {
    try (ScimPeer peer = new ScimPeer(Quirk.BULK, Quirk.SICK)) {
      Connector connector = Scim.connector(connectors, peer.url(), Scim.LEAST, 1);
      assertThat(connector.check()).isEqualTo(new Reply.Done(null));
      for (int i = 0; i < (Pulse.WINDOW - 2) / 2; i++) {
        List<Identity> people =
            Stream.of("sick", "sick-b", "sick-c", last + i).map(Scim::somebody).toList();
        List<Reply> replies = Together.reply(peer, people, connector::create);
        assertThat(replies.subList(0, 3)).allMatch(Reply.Unknown.class::isInstance);
      }
      assertThat(peer.requests()).contains("POST /scim/v2/Bulk").contains(CREATE);
      assertThat(connector.create(Scim.somebody("sick"))).isInstanceOf(Reply.Unknown.class);
      return connector.create(Scim.somebody("sick"));
    }
  }

  @Test
  void a_pause_that_is_asked_for_is_kept_by_all() throws Exception {
    try (ScimPeer peer = new ScimPeer(Quirk.BULK);
        SpokenWire wire = SpokenWire.to(peer.url().getPort(), new HttpSpeech())) {
      Connector connector = connector(wire);
      wire.plant(Fault.BUSY, BULK);

      List<Reply> replies = Together.reply(peer, Together.people(4), connector::create);

      Duration pause = new HttpSpeech().comeAgain().orElseThrow();
      assertThat(replies.subList(1, 4))
          .allSatisfy(each -> assertThat(((Reply.NotDone) each).retryAfter()).isEqualTo(pause));
      assertThat(connector.create(Scim.somebody("later"))).isInstanceOf(Reply.Held.class);
      assertThat(peer.usernames()).containsExactly("user0");
    }
  }

  /** It has been asked what it offers, so that the second in line takes the others along. */
  private Connector connector(SpokenWire wire) {
    URI url = URI.create("http://127.0.0.1:" + wire.port());
    Connector connector = Scim.connector(connectors, url, Scim.LEAST, 1);
    assertThat(connector.check()).isEqualTo(new Reply.Done(null));
    return connector;
  }

  @Test
  void when_a_proof_has_run_out_each_goes_again_with_a_new_one() throws Exception {
    try (ScimPeer peer = new ScimPeer(Quirk.BULK);
        ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1)) {
      Passport passport = new Passport();
      ScimConfigured configured = configured(peer, passport, deadlines);
      assertThat(configured.configuration().check(configured.turn()))
          .isEqualTo(new Reply.Done(null));
      passport.valid = false;

      List<Reply> replies =
          Together.reply(peer, Together.people(4), each -> configured.create(each.username()));

      assertThat(replies).containsOnly(new Reply.Done(null));
      assertThat(peer.usernames()).hasSize(4);
      assertThat(peer.requests().stream().filter(CREATE::equals).count()).isGreaterThan(3);
    }
  }

  private static ScimConfigured configured(
      ScimPeer peer, Passport passport, ScheduledThreadPoolExecutor deadlines) {
    ServiceSpec spec = Scim.limited(Scim.spec(peer.url(), Scim.LEAST), 1);
    InstantSource clock = InstantSource.system();
    ServiceHttp http = new ServiceHttp(Guard.loopback(), spec, Tls.of(spec), deadlines, clock);
    Credentials none = new Credentials(Map.of(), new SecretReferences(Map.of(), clock));
    ScimExchange exchange =
        new ScimExchange("shop", new Exchange(peer.url(), http, none, passport));
    ScimRequests requests = new ScimRequests("/scim/v2");
    ScimConfiguration configuration = new ScimConfiguration(exchange, requests, clock);
    return new ScimConfigured(
        exchange,
        requests,
        configuration,
        new ScimBulk(
            exchange,
            requests,
            configuration,
            new BulkRule(100, 0),
            new BatchSize(clock, spec.limits().timeout())));
  }

  private record ScimConfigured(
      ScimExchange exchange,
      ScimRequests requests,
      ScimConfiguration configuration,
      ScimBulk bulk) {

    ScimTurn turn() {
      return new ScimTurn("create", exchange.exchange().budget(), null);
    }

    Reply create(String username) {
      Answer answer =
          bulk.send(
              requests.create(JsonNodeFactory.instance.objectNode().put("userName", username)),
              turn());
      return answer instanceof Answer.Status(int status, var after, var received) && status == 201
          ? new Reply.Done(null)
          : new Reply.Rejected(String.valueOf(answer));
    }
  }

  /** A proof that can be renewed. */
  private static final class Passport implements Authentication {

    private volatile boolean valid = true;

    @Override
    public Proof proof(Budget budget) {
      return Proof.Shown.header("Authorization", valid ? "Bearer " + ScimPeer.TOKEN : "old");
    }

    @Override
    public boolean refused(Proof.Shown proof) {
      valid = true;
      return true;
    }

    @Override
    public Proof.Shown masked() {
      return Proof.Shown.NOTHING;
    }
  }
}
