package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.RenderedRequest;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Sends SCIM requests to one service, and says what went wrong with one. Thread-safe. */
record ScimExchange(String service, Exchange exchange) {

  /** The kinds of mistakes that there are (RFC 7644, section 3.12). */
  private static final Set<String> KINDS =
      Set.of(
          "invalidFilter",
          "tooMany",
          "uniqueness",
          "mutability",
          "invalidSyntax",
          "invalidPath",
          "noTarget",
          "invalidValue",
          "invalidVers",
          "sensitive");

  Answer send(RenderedRequest request, ScimTurn turn) {
    return exchange.send(request, turn.budget());
  }

  /** The JSON of an answer that should hold some. */
  Asked<JsonNode> json(Received received, ScimTurn turn) {
    JsonNode document = Documents.json(received);
    return document == null ? untold(Replies.noJson(received), turn) : new Asked.Told<>(document);
  }

  <T> Asked<T> untold(String what, ScimTurn turn) {
    return new Asked.Untold<>(new Reply.Unknown(said(what, turn)));
  }

  /** What an answer comes to that is not the expected one. */
  Reply failure(Answer answer, String expected, ScimTurn turn) {
    Reply failure = Replies.failure(voice(), turn.operation(), answer);
    return answer instanceof Answer.Status(int status, var after, Received received)
        ? Replies.reworded(
            failure, reason -> reason + ", expected " + expected + why(received, turn))
        : failure;
  }

  /** The kind of mistake that an answer speaks of; empty where it speaks of none. */
  static String kind(Received received) {
    JsonNode error = Documents.json(received);
    String kind = error == null ? "" : error.path("scimType").asString("");
    return KINDS.contains(kind) ? kind : "";
  }

  private String why(Received received, ScimTurn turn) {
    String kind = kind(received);
    String detail = detail(received, turn);
    return (kind.isEmpty() ? "" : ", " + kind) + (detail.isEmpty() ? "" : ": " + detail);
  }

  private String detail(Received received, ScimTurn turn) {
    JsonNode error = Documents.json(received);
    String text = error == null ? "" : error.path("detail").asString("");
    String detail = text.isEmpty() ? "" : unspoken(turn).harmless(text);
    return detail == null ? "" : detail;
  }

  private Unspoken unspoken(ScimTurn turn) {
    List<String> secrets = new ArrayList<>(exchange.secrets(turn.budget()));
    Secret password = turn.password();
    if (password != null) {
      secrets.add(password.reveal());
    }
    return new Unspoken(secrets);
  }

  String said(String what, ScimTurn turn) {
    return voice().said(turn.operation(), what);
  }

  private Voice voice() {
    return new Voice(service);
  }
}
