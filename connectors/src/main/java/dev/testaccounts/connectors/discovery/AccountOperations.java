package dev.testaccounts.connectors.discovery;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what makes an account and what removes it: without both there is nothing to propose. */
final class AccountOperations {

  private final Survey survey;
  private final Survey.Found create;
  private final Set<String> foreign;
  private final Survey.Found delete;

  AccountOperations(Survey survey) {
    this.survey = survey;
    this.create =
        survey
            .best(AccountOperations::makes, this::createDraft)
            .orElseThrow(
                () ->
                    missing(
                        "an operation that creates an account: a POST or PUT whose body takes a username and a password"));
    this.foreign = foreign(create.endpoint());
    this.delete =
        survey
            .best(this::removes, this::deleteDraft)
            .orElseThrow(
                () ->
                    missing(
                        "an operation that deletes what %s creates: a DELETE whose path or query names one account"
                            .formatted(create.endpoint())));
  }

  private UnusableException missing(String what) {
    String skipped =
        survey.skipped().isEmpty()
            ? ""
            : "; could not be used: "
                + String.join("; ", survey.skipped().stream().limit(5).toList());
    return new UnusableException("paths", "expected " + what + ", got none" + skipped);
  }

  Survey.Found create() {
    return create;
  }

  Survey.Found delete() {
    return delete;
  }

  /** Path variables that are the same for all accounts. */
  Set<String> foreign() {
    return foreign;
  }

  /** Whether a path is that of one account. */
  boolean isItem(String path) {
    String plain = without(path);
    return (plain.equals(without(delete.endpoint().path())) && path.endsWith("}"))
        || plain.equals(without(collection()) + "/{}");
  }

  /** The path of all accounts. */
  String collection() {
    String path = create.endpoint().path();
    return create.endpoint().method().equals("PUT")
        ? path.substring(0, path.lastIndexOf('/'))
        : path;
  }

  private static String without(String path) {
    return path.replaceAll("\\{[^}]*}", "{}").replaceAll("/$", "");
  }

  private static Set<String> foreign(Endpoint create) {
    Set<String> variables = new HashSet<>(RequestDraft.variables(create.path()));
    if (create.method().equals("PUT")) {
      variables.remove(create.lastVariable());
    }
    return variables;
  }

  private static int makes(Endpoint endpoint) {
    Set<String> words = endpoint.lastWords();
    boolean replaces = endpoint.method().equals("PUT") && endpoint.lastVariable() != null;
    if (!(endpoint.method().equals("POST") || replaces)
        || Words.any(words, Words.SIGNS_IN)
        || Words.any(words, Words.SIGNS_OUT)
        || Words.any(words, Words.PASSWORDS)
        || Words.any(words, Words.REMOVES)
        || Words.any(words, Words.NOT_CREATE)) {
      return 0;
    }
    return 1
        + (replaces ? 0 : 4)
        + (Words.any(words, Words.ACCOUNTS) ? 4 : 0)
        + (Words.any(endpoint.words(), Words.MAKES) ? 2 : 0)
        + (endpoint.statuses(201, 202).isEmpty() ? 0 : 1)
        - RequestDraft.variables(endpoint.path()).size();
  }

  private Optional<Draft> createDraft(Endpoint endpoint) {
    Draft draft = survey.request(endpoint, foreign(endpoint));
    if (!draft.says(Values.PASSWORD) || !draft.says(Values.USERNAME)) {
      return Optional.empty();
    }
    survey.answers().success(draft, endpoint);
    survey.answers().conflict(draft, endpoint);
    return Optional.of(draft);
  }

  private int removes(Endpoint endpoint) {
    boolean says = Words.any(endpoint.lastWords(), Words.REMOVES);
    if (!endpoint.method().equals("DELETE") && !(endpoint.method().equals("POST") && says)) {
      return 0;
    }
    boolean beneath =
        without(endpoint.path()).equals(without(collection()) + "/{}")
            || without(endpoint.path()).equals(without(collection()));
    boolean named =
        (endpoint.lastVariable() != null || says || !endpoint.parameters("query").isEmpty())
            && Words.sameThing(create.endpoint().path(), endpoint.path());
    return beneath ? 10 : named || isOfAccounts(endpoint) ? 5 : 0;
  }

  /** Accounts may be made at /register and removed at /users/{id}. */
  private static boolean isOfAccounts(Endpoint endpoint) {
    return endpoint.lastVariable() != null && Words.any(endpoint.lastWords(), Words.ACCOUNTS);
  }

  /** What names no account would remove them all, or the one that we ourselves are. */
  private Optional<Draft> deleteDraft(Endpoint endpoint) {
    Draft draft = survey.request(endpoint, foreign);
    List<String> keys = List.of(Values.USERNAME, Values.ID);
    if (keys.stream().noneMatch(draft::says) || draft.says(Values.PASSWORD)) {
      return Optional.empty();
    }
    survey.answers().success(draft, endpoint);
    survey.answers().absent(draft, endpoint);
    return Optional.of(draft);
  }
}
