package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.api.LeaseBody;
import dev.testaccounts.api.LeaseGrant;
import dev.testaccounts.api.LeaseGroup;
import dev.testaccounts.api.LeaseGroupBody;
import dev.testaccounts.api.RoleBody;
import dev.testaccounts.client.TamClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Leases of certain accounts and of several at once, over a real server. */
class LeaseGroupTest extends StagedTest {

  private Wire.Answer lease(String more) throws Exception {
    return wire.post("/v1/leases", "{\"pool\":\"buyers\"," + more + "}");
  }

  private static List<String> texts(Wire.Answer answer, String pointer) {
    List<String> texts = new ArrayList<>();
    answer.body().path("leases").forEach(each -> texts.add(each.at(pointer).asString()));
    return texts;
  }

  /** One account that carries more than the others. */
  private void fillWithGold() throws Exception {
    stage.fill(2);
    String gold = "{\"pool\":\"buyers\",\"count\":1,\"labels\":{\"tier\":\"gold\"}}";
    stage.awaitJob(wire.post("/v1/accounts", gold).text("id"));
    stage.fill(1);
  }

  @Test
  void only_an_account_that_carries_all_is_given() throws Exception {
    fillWithGold();
    String gold = "\"accountLabels\":{\"tier\":\"gold\"},\"attributes\":{\"country\":\"KR\"}";

    Wire.Answer first = lease(gold);
    Wire.Answer second = lease(gold);

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.text("code")).isEqualTo("none-free");
    assertThat(second.text("detail")).contains("(1)", "too few of those that fit");
    assertThat(lease("\"attributes\":{\"country\":\"DE\"}").text("code")).isEqualTo("none-free");
    assertThat(stage.count("leased")).isEqualTo(1);
  }

  @Test
  void roles_are_all_leased_or_none_and_each_lease_is_its_own() throws Exception {
    fillWithGold();
    String roles =
        "\"labels\":{\"run\":\"r\"},\"roles\":"
            + "{\"member\":2,\"admin\":{\"accountLabels\":{\"tier\":\"gold\"}}}";

    Wire.Answer answer = lease(roles);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(texts(answer, "/labels/role")).containsExactly("member", "member", "admin");
    assertThat(texts(answer, "/labels/run")).containsOnly("r");
    assertThat(texts(answer, "/account/username")).doesNotHaveDuplicates().hasSize(3);
    assertThat(texts(answer, "/account/password")).doesNotContain("");
    List<String> ids = texts(answer, "/id");
    assertThat(answer.header("Location")).isEqualTo("/v1/leases/" + ids.getFirst());
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(wire.all("/v1/leases?label=role:member")).hasSize(2);
    assertThat(wire.delete("/v1/leases/" + ids.get(1)).status()).isEqualTo(204);
    assertThat(wire.get("/v1/leases/" + ids.get(2)).text("state")).isEqualTo("active");
    assertThat(lease(roles).text("code")).as("no admin is left").isEqualTo("none-free");
    assertThat(wire.all("/v1/leases?state=active")).as("not even the members").hasSize(2);
  }

  @Test
  void a_count_of_one_is_answered_as_several_are() throws Exception {
    stage.fill(3);

    assertThat(texts(lease("\"count\":1"), "/id")).hasSize(1);
    assertThat(texts(lease("\"count\":2,\"attributes\":{\"country\":\"KR\"}"), "/id")).hasSize(2);
    assertThat(texts(lease("\"count\":1,\"fresh\":true"), "/id")).hasSize(1);
  }

  @Test
  void the_same_key_gets_the_same_leases() throws Exception {
    stage.fill(4);
    String body = "{\"pool\":\"buyers\",\"roles\":{\"admin\":1,\"member\":2}}";

    Wire.Answer first = wire.post("/v1/leases", body, "k");
    Wire.Answer again = wire.post("/v1/leases", body, "k");

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(stage.count("leased")).isEqualTo(3);
  }

  @Test
  void who_waits_for_several_is_served_when_there_are_enough() throws Exception {
    String three =
        "{\"services\":[\"user-service\"],\"attributes\":{\"country\":\"KR\"},\"size\":{\"max\":3}}";
    assertThat(wire.send("PUT", "/v1/pools/buyers", three).status()).isEqualTo(200);
    stage.fill(3);
    TamClient tam = TamClient.at(wire.uri("/"));
    LeaseGrant held = tam.lease(LeaseBody.from("buyers").withAttributes(Map.of("country", "KR")));
    LeaseGroupBody body =
        LeaseGroupBody.from(
            "buyers",
            Map.of(
                "admin",
                RoleBody.of(1),
                "member",
                new RoleBody(2, Map.of("country", "KR"), Map.of())));
    FutureTask<LeaseGroup> waiting =
        new FutureTask<>(() -> tam.lease(body, Duration.ofSeconds(60)));
    Thread.ofVirtual().start(waiting);
    stage.await(() -> tam.queue("buyers").waiting() == 3);
    assertThat(stage.count("free")).as("nothing is held meanwhile").isEqualTo(2);

    tam.release(held.id());

    LeaseGroup group = waiting.get(30, TimeUnit.SECONDS);
    assertThat(group.role("admin")).hasSize(1);
    assertThat(group.role("member")).hasSize(2);
    assertThat(tam.queue("buyers").waiting()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'count':0                          | count: expected a whole number of 1 to 50, got 0",
        "'count':51                         | count: expected a whole number of 1 to 50, got 51",
        "'roles':{'a':50,'b':1}             | expected 1 to 50 accounts in all, got 51",
        "'roles':{'a':'x'}                  | roles.a.count: expected a whole number of 1 to 50",
        "'roles':{'a':{'x':1}}              | roles.a.x: unknown field",
        "'roles':{'':1}                     | roles: expected keys of 1 to 63 characters",
        "'roles':[1]                        | roles: expected an object",
        "'roles':{'a':1},'count':1          | roles: expected neither count, attributes nor",
        "'roles':{'a':1},'attributes':{'a':'b'} | roles: expected neither count, attributes nor",
        "'roles':{'a':1},'labels':{'role':'b'}  | labels.role: expected no such label",
        "'attributes':{'':'x'}              | attributes: expected keys of 1 to 63 characters",
        "'fresh':true,'count':2             | fresh: expected neither attributes, accountLabels",
        "'fresh':true,'roles':{'a':1}       | fresh: expected neither attributes, accountLabels",
        "'fresh':true,'attributes':{'a':'b'} | fresh: expected neither attributes, accountLabels"
      })
  void what_cannot_be_asked_for_is_refused_and_says_why(String more, String detail)
      throws Exception {
    Wire.Answer answer = lease(more.strip().replace('\'', '"'));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("invalid-request");
    assertThat(answer.text("detail")).contains(detail);
  }
}
