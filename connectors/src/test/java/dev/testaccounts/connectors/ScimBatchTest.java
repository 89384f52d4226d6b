package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.connectors.declaration.RenderedRequest;
import dev.testaccounts.connectors.declaration.ScimRequests;
import dev.testaccounts.core.secret.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the answer to a request of many says of each. */
class ScimBatchTest {

  private static final ScimRequests REQUESTS = new ScimRequests("/scim/v2");
  private static final String SAYS_NOTHING = "the answer to many says nothing of this one";

  private static ScimMember member(RenderedRequest request, String password) {
    Budget budget = Budget.of(InstantSource.system(), Duration.ofMinutes(1));
    return new ScimMember(request, new ScimTurn("create", budget, new Secret(password)));
  }

  private static ScimMember creation(String password) {
    return member(
        REQUESTS.create(JsonNodeFactory.instance.objectNode().put("userName", "ann")), password);
  }

  private static Answer.Status whole(String text) {
    return new Answer.Status(200, null, new Received(List.of(), text));
  }

  private static List<Answer> answers(String operations, ScimMember... members) {
    return new ScimBatch(List.of(members), REQUESTS)
        .answers(whole("{\"Operations\":[" + operations + "]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"status\":\"201\"'|201",
        "'\"status\":201'|201",
        "'\"status\":{\"code\":\"409\"}'|409",
      })
  void a_status_is_told_in_one_of_three_ways(String told, int status) {
    assertThat(answers("{\"bulkId\":\"0\"," + told + "}", creation("x")).getFirst())
        .isEqualTo(new Answer.Status(status, null, Received.NOTHING));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"bulkId\":\"0\"}",
        "{\"bulkId\":\"0\",\"status\":\"made\"}",
        "{\"bulkId\":\"0\",\"status\":\"20\"}",
        "{\"bulkId\":\"0\",\"status\":\"600\"}",
        "{\"bulkId\":\"7\",\"status\":\"201\"}",
        "{\"bulkId\":0,\"status\":\"201\"}",
        "7",
      })
  void what_is_no_result_says_nothing(String operation) {
    assertThat(answers(operation, creation("x")))
        .containsExactly(new Answer.NoAnswer(SAYS_NOTHING));
  }

  @Test
  void an_answer_that_is_none_says_nothing_of_anybody() {
    ScimBatch batch = new ScimBatch(List.of(creation("x"), creation("y")), REQUESTS);
    for (String text : new String[] {"<p>Thank you!</p>", "{}", "[]", "{\"Operations\":7}"}) {
      assertThat(batch.answers(whole(text)))
          .containsExactly(new Answer.NoAnswer(SAYS_NOTHING), new Answer.NoAnswer(SAYS_NOTHING));
    }
  }

  @Test
  void what_goes_wrong_with_the_whole_goes_wrong_with_each() {
    ScimBatch batch = new ScimBatch(List.of(creation("x"), creation("y")), REQUESTS);
    Answer busy = new Answer.Status(429, Duration.ofSeconds(7), Received.NOTHING);

    assertThat(batch.answers(busy)).containsExactly(busy, busy);
  }

  @Test
  void what_was_made_is_known_by_where_it_is() {
    String operation =
        "{\"bulkId\":\"0\",\"status\":\"201\",\"location\":\"https://x/y/Users/a%2Fb+c?v=1\"}";

    Answer answer = answers(operation, creation("x")).getFirst();

    assertThat(((Answer.Status) answer).received().text()).isEqualTo("{\"id\":\"a/b+c\"}");
  }

  @Test
  void one_that_is_named_by_its_place_is_found_there() {
    ScimMember one = member(REQUESTS.delete("a/b"), "x");
    ScimMember other = member(REQUESTS.delete("c"), "y");

    List<Answer> answers =
        answers(
            """
            {"method":"DELETE","location":"https://x/Users/c","status":"404"},
            {"method":"PATCH","location":"https://x/Users/a%2Fb","status":"200"},
            {"method":"DELETE","location":"https://x/Users/a%2Fb","status":"204"}
            """,
            one, other);

    assertThat(answers)
        .extracting(each -> ((Answer.Status) each).status())
        .containsExactly(204, 404);
  }

  @Test
  void what_is_said_of_one_does_not_hold_the_password_of_another() {
    String refused = "{\"bulkId\":\"%d\",\"status\":\"400\",\"response\":{\"detail\":\"%s\"}}";

    List<Answer> answers =
        answers(
            refused.formatted(0, "not like Second-secret")
                + ","
                + refused.formatted(1, "too short"),
            creation("First-secret"),
            creation("Second-secret"));

    assertThat(answers)
        .extracting(each -> ((Answer.Status) each).received().text())
        .containsExactly(null, "{\"detail\":\"too short\"}");
  }

  @Test
  void what_is_said_of_the_whole_does_not_hold_the_password_of_one() {
    ScimBatch batch =
        new ScimBatch(List.of(creation("First-secret"), creation("Second-secret")), REQUESTS);
    String echo = "{\"scimType\":\"tooMany\",\"detail\":\"what of Second-secret?\"}";

    assertThat(batch.answers(new Answer.Status(500, null, new Received(List.of(), echo))))
        .extracting(each -> ((Answer.Status) each).received().text())
        .containsOnly("{\"scimType\":\"tooMany\"}");
    assertThat(batch.answers(new Answer.Status(500, null, new Received(List.of(), "<p>No</p>"))))
        .containsOnly(new Answer.Status(500, null, Received.NOTHING));
  }

  @Test
  void a_request_of_many_is_as_the_standard_has_it() {
    RenderedRequest change =
        REQUESTS
            .put("a/b", JsonNodeFactory.instance.objectNode().put("active", true))
            .withHeader("If-Match", "W/\"1\"");
    ScimBatch batch =
        new ScimBatch(List.of(member(change, "x"), member(REQUESTS.delete("c"), "y")), REQUESTS);

    RenderedRequest request = batch.request(3);

    assertThat(request.method() + " " + request.path()).isEqualTo("POST /scim/v2/Bulk");
    assertThat(text(request))
        .isEqualTo(
            "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],"
                + "\"failOnErrors\":3,\"Operations\":["
                + "{\"method\":\"PUT\",\"path\":\"/Users/a%2Fb\",\"bulkId\":\"0\","
                + "\"version\":\"W/\\\"1\\\"\",\"data\":{\"active\":true,\"id\":\"a/b\"}},"
                + "{\"method\":\"DELETE\",\"path\":\"/Users/c\",\"bulkId\":\"1\"}]}");
    assertThat(text(batch.request(0))).doesNotContain("failOnErrors");
  }

  private static String text(RenderedRequest request) {
    RenderedRequest.Body body = request.body();
    return body == null ? "(none)" : body.text();
  }
}
