package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.AnswerRule;
import dev.testaccounts.connectors.declaration.Finder;
import dev.testaccounts.connectors.declaration.IdRule;
import dev.testaccounts.connectors.declaration.Operation;
import dev.testaccounts.connectors.declaration.OperationName;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.SignIn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a service's answers mean by its declaration. No text of the service is repeated: it was told
 * secrets.
 */
final class Judgement {

  /** The next attempt would be refused as well: it says who must do something about it. */
  private static final Set<Integer> CREDENTIALS = Set.of(401, 403);

  /** Most likely it is the path or the method that is wrong. */
  private static final Set<Integer> NOTHING_THERE = Set.of(404, 405);

  private final Voice voice;

  Judgement(String service) {
    this.voice = new Voice(service);
  }

  /**
   * Who was asked for.
   *
   * @param username the account's; empty where it is about none
   * @param unspoken what may not be in any message
   */
  record Sought(String username, Supplier<Unspoken> unspoken) {

    static final Sought NOBODY = new Sought("", () -> new Unspoken(List.of()));
  }

  /** What an answer says of an account. */
  Reply reply(Operation operation, Answer answer, Sought sought) {
    AnswerRule rule = operation.answer();
    return switch (answer) {
      case Answer.Status(int status, var after, Received received)
          when rule.success().contains(status) ->
          done(operation, received, sought);
      case Answer.Status(int status, var after, var received)
          when rule.conflict().contains(status) && operation.name() == OperationName.CREATE ->
          new Reply.Conflict(unexpected(operation, status));
      case Answer.Status(int status, var after, var received)
          when rule.absent().contains(status)
              && operation.name() != OperationName.CREATE
              && operation.name().concernsAccount() ->
          new Reply.Absent();
      case Answer.Status(int status, var after, var received) when rule.retry().contains(status) ->
          new Reply.NotDone(unexpected(operation, status) + Replies.asks(after), after);
      // Many make the account and lead to where it is.
      case Answer.Status(int status, var after, var received)
          when Replies.leadsElsewhere(status) && operation.name() == OperationName.CREATE ->
          new Reply.Unknown(unexpected(operation, status) + hint(operation, status));
      case Answer.Status(int status, var after, var received) when status < 500 && status >= 300 ->
          new Reply.Rejected(unexpected(operation, status) + hint(operation, status));
      case Answer.Status(int status, var after, var received) ->
          new Reply.Unknown(unexpected(operation, status) + Replies.asks(after), after);
      case Answer other -> Replies.failure(voice, operation.name().word(), other);
    };
  }

  /** What an answer to a sign-in says; refused is what neither let it in nor failed. */
  SignIn signIn(Operation operation, Answer answer) {
    AnswerRule rule = operation.answer();
    if (answer instanceof Answer.Status(int status, var after, Received received)) {
      if (rule.success().contains(status)) {
        return in(operation, received);
      }
      if (rule.refused().contains(status)) {
        return new SignIn.Refused(unexpected(operation, status));
      }
    }
    return new SignIn.Untold(reply(operation, answer, Sought.NOBODY));
  }

  private SignIn in(Operation operation, Received received) {
    JsonNode document = operation.answer().readsBody() ? Documents.json(received) : null;
    if (document == null) {
      return operation.answer().readsBody()
          ? new SignIn.Untold(new Reply.Unknown(said(operation, Replies.noJson(received))))
          : new SignIn.In(Map.of());
    }
    if (!operation.answer().where().stream().allMatch(each -> each.holds(document))) {
      return new SignIn.Refused(said(operation, "the answer says no"));
    }
    Map<String, Secret> tokens = new HashMap<>();
    for (Map.Entry<String, Finder> each : operation.answer().tokens().entrySet()) {
      Optional<String> token = each.getValue().text(document);
      if (token.isEmpty()) {
        return new SignIn.Untold(
            new Reply.Unknown(
                said(
                    operation,
                    "expected " + each.getKey() + " at " + each.getValue() + ", got none")));
      }
      tokens.put(each.getKey(), new Secret(token.get()));
    }
    return new SignIn.In(tokens);
  }

  private Reply done(Operation operation, Received received, Sought sought) {
    AnswerRule rule = operation.answer();
    JsonNode document = rule.readsBody() ? Documents.json(received) : null;
    if (rule.readsBody() && document == null) {
      return new Reply.Unknown(said(operation, Replies.noJson(received)));
    }
    if (document != null && !rule.where().stream().allMatch(each -> each.holds(document))) {
      return new Reply.Absent();
    }
    if (operation.name() == OperationName.EXISTS && rule.items() != null && document != null) {
      return item(operation, rule.items(), document, sought);
    }
    // The ids of a list are its items'.
    return operation.name() == OperationName.LIST
        ? new Reply.Done(null)
        : withId(operation, rule.id(), document, received);
  }

  /** A search may find others, too, or nobody. */
  private Reply item(Operation operation, Finder items, JsonNode document, Sought sought) {
    String username = sought.username();
    Finder name = operation.answer().username();
    List<JsonNode> all = items.all(document);
    Finder.Missed missed = items.missed(document);
    if (missed != null) {
      return new Reply.Unknown(said(operation, said(missed, sought.unspoken())));
    }
    if (name != null && all.stream().anyMatch(each -> name.text(each).isEmpty())) {
      return unnamed(operation, name, items);
    }
    List<JsonNode> found =
        all.stream()
            .filter(item -> name == null || name.text(item).filter(username::equals).isPresent())
            .toList();
    if (found.isEmpty()) {
      return name == null
          ? new Reply.Absent()
          : unlessSpelledOtherwise(all, name, operation, username);
    }
    return found.size() > 1
        ? new Reply.Rejected(
            said(operation, "expected one account at " + items + ", got " + found.size()))
        : withId(operation, operation.answer().id(), found.getFirst(), Received.NOTHING);
  }

  /** It may be ours, as some services keep names in lower case, or somebody else's. */
  private Reply unlessSpelledOtherwise(
      List<JsonNode> all, Finder name, Operation operation, String username) {
    return all.stream()
        .flatMap(item -> name.text(item).stream())
        .filter(username::equalsIgnoreCase)
        .findFirst()
        .<Reply>map(
            other ->
                new Reply.Rejected(
                    said(
                        operation,
                        "expected the account '"
                            + username
                            + "', got '"
                            + other
                            + "'; where a service changes names, a pool's are best in lower case")))
        .orElseGet(Reply.Absent::new);
  }

  /** What is said of a list that is not where it should be. */
  static String said(Finder.Missed missed, Supplier<Unspoken> unspoken) {
    return "expected a list at "
        + missed.list()
        + ", got "
        + new Shape(unspoken).of(missed.instead());
  }

  /** Something there is no account, so that nothing is known of the one that was asked for. */
  private Reply unnamed(Operation operation, Finder name, Finder items) {
    return new Reply.Unknown(
        said(operation, "expected a username at " + name + " in each of " + items + ", got none"));
  }

  private Reply withId(
      Operation operation, @Nullable IdRule rule, @Nullable JsonNode document, Received received) {
    if (rule == null) {
      return new Reply.Done(null);
    }
    Optional<String> id =
        switch (rule) {
          case IdRule.InBody(Finder finder) ->
              document == null ? Optional.empty() : finder.text(document);
          case IdRule.InHeader header ->
              received.values(header.name()).stream().findFirst().flatMap(header::id);
        };
    return id.<Reply>map(Reply.Done::new)
        .orElseGet(
            () ->
                new Reply.Unknown(
                    said(operation, "expected an id at " + rule + ", got " + got(rule, document))));
  }

  /** What stands where an id should. */
  private static String got(IdRule rule, @Nullable JsonNode document) {
    return rule instanceof IdRule.InBody(Finder finder) && document != null
        ? finder.all(document).stream().findFirst().map(Judgement::kind).orElse("nothing")
        : "nothing";
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case BOOLEAN -> "true or false";
      case STRING -> "text that cannot be one";
      default -> "nothing";
    };
  }

  private static String hint(Operation operation, int status) {
    if (CREDENTIALS.contains(status)) {
      return operation.authenticated() ? ": our credentials are refused" : ": refused";
    }
    if (NOTHING_THERE.contains(status)) {
      return " to " + operation.request();
    }
    return Replies.leadsElsewhere(status) ? ": a redirect, which is not followed" : "";
  }

  private String unexpected(Operation operation, int status) {
    return said(operation, "expected " + operation.answer().expected() + ", got " + status);
  }

  String said(Operation operation, String what) {
    return voice.said(operation.name().word(), what);
  }
}
