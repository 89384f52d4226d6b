package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.RenderedRequest;
import dev.testaccounts.connectors.declaration.ScimRequests;
import dev.testaccounts.core.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Changes that go in one request, and what its answer says of each (RFC 7644, section 3.7.3). */
record ScimBatch(List<ScimMember> members, ScimRequests requests) {

  private static final int OK = 200;

  RenderedRequest request(int failOnErrors) {
    return requests.bulk(members.stream().map(ScimMember::request).toList(), failOnErrors);
  }

  /**
   * What came of each, in their order. What the answer does not tell of may have been done, or not.
   */
  List<Answer> answers(Answer whole) {
    if (!(whole instanceof Answer.Status(int status, Duration after, Received received))) {
      return Collections.nCopies(members.size(), whole);
    }
    if (status != OK) {
      Answer same = new Answer.Status(status, after, refusal(received));
      return Collections.nCopies(members.size(), same);
    }
    JsonNode document = Documents.json(received);
    Map<String, JsonNode> results = document == null ? Map.of() : results(document);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      RenderedRequest request = members.get(i).request();
      JsonNode result = results.get(String.valueOf(i));
      answers.add(answer(result == null ? results.get(place(request)) : result, received));
    }
    return answers;
  }

  /** By what we called each; one may be named by its place only, unless it was to be created. */
  private Map<String, JsonNode> results(JsonNode document) {
    Map<String, JsonNode> results = new HashMap<>();
    for (JsonNode each : document.path("Operations")) {
      String bulkId = ScimUser.text(each, "bulkId");
      String location = ScimUser.text(each, "location");
      String id = location == null ? null : ScimRequests.idAt(location);
      results.put(bulkId == null ? each.path("method").asString("") + " " + id : bulkId, each);
    }
    return results;
  }

  private String place(RenderedRequest request) {
    return request.method() + " " + ScimRequests.idAt(requests.endpoint(request));
  }

  private Answer answer(@Nullable JsonNode result, Received whole) {
    int status = result == null ? 0 : status(result.path("status"));
    return result == null || status < 100 || status > 599
        ? new Answer.NoAnswer("the answer to many says nothing of this one")
        : new Answer.Status(status, null, new Received(whole.fields(), text(result)));
  }

  /** A text by the RFC; its drafts had a number, and an object with a code. */
  private static int status(JsonNode said) {
    return (said.isObject() ? said.path("code") : said).asInt(0);
  }

  /** What was made is told by where it is, and need not be told whole. */
  private @Nullable String text(JsonNode result) {
    ObjectNode told =
        result.get("response") instanceof ObjectNode response
            ? response
            : JsonNodeFactory.instance.objectNode();
    String location = ScimUser.text(result, "location");
    String id = location == null ? null : ScimRequests.idAt(location);
    if (id != null && !told.has("id")) {
      told.put("id", id);
    }
    return harmless(told);
  }

  /** What the service says of the whole is heard by each. */
  private Received refusal(Received received) {
    return new Received(
        received.fields(),
        Documents.json(received) instanceof ObjectNode error ? harmless(error) : null);
  }

  /** What the service says to one may hold another's secret: then it is left out. */
  private @Nullable String harmless(ObjectNode told) {
    String detail = ScimUser.text(told, "detail");
    if (detail != null && unspoken().harmless(detail) == null) {
      told.remove("detail");
    }
    return told.isEmpty() ? null : told.toString();
  }

  private Unspoken unspoken() {
    return new Unspoken(
        members.stream()
            .map(each -> each.turn().password())
            .filter(Objects::nonNull)
            .map(Secret::reveal)
            .toList());
  }
}
