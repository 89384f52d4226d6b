package dev.testaccounts.connectors.discovery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what more a service can do for an account: clean it, sign it in, sign it out. */
final class FurtherOperations {

  private final Survey survey;
  private final AccountOperations accounts;

  FurtherOperations(Survey survey, AccountOperations accounts) {
    this.survey = survey;
    this.accounts = accounts;
  }

  /** What says of itself that it resets an account, and not only its password. */
  Optional<Survey.Found> reset() {
    return survey.best(
        each -> changes(each) && says(each, Set.of("reset")) && !isPassword(each) ? 1 : 0,
        this::draft);
  }

  /** What gives an account that is there another password. */
  Optional<Survey.Found> password() {
    return survey.best(
        this::setsPassword, each -> draft(each).filter(draft -> draft.says(Values.PASSWORD)));
  }

  private int setsPassword(Endpoint endpoint) {
    if (!changes(endpoint)) {
      return 0;
    }
    if (isPassword(endpoint)) {
      return 10;
    }
    boolean item = accounts.isItem(endpoint.path());
    return item && endpoint.method().equals("PATCH")
        ? 6
        : item && endpoint.method().equals("PUT") ? 4 : 0;
  }

  Optional<Survey.Found> revokeSessions() {
    return survey.best(
        each ->
            beneathItem(each)
                    && !each.method().equals("GET")
                    && Words.any(each.lastWords(), Words.SIGNS_OUT)
                ? 1
                : 0,
        this::draft);
  }

  private boolean changes(Endpoint endpoint) {
    return Set.of("PUT", "POST", "PATCH").contains(endpoint.method())
        && (beneathItem(endpoint) || accounts.isItem(endpoint.path()))
        && !endpoint.equals(accounts.create().endpoint());
  }

  private boolean beneathItem(Endpoint endpoint) {
    int end = endpoint.path().lastIndexOf('}');
    return end > 0
        && !endpoint.path().endsWith("}")
        && accounts.isItem(endpoint.path().substring(0, end + 1));
  }

  private static boolean isPassword(Endpoint endpoint) {
    return endpoint.lastVariable() == null && Words.any(endpoint.lastWords(), Words.PASSWORDS);
  }

  private static boolean says(Endpoint endpoint, Set<String> words) {
    return endpoint.lastVariable() == null && Words.any(endpoint.lastWords(), words);
  }

  private Optional<Draft> draft(Endpoint endpoint) {
    Draft draft = survey.request(endpoint, accounts.foreign());
    survey.answers().success(draft, endpoint);
    Set<Integer> absent = endpoint.statuses(404, 405);
    draft.put("absent", absent);
    return Optional.of(draft);
  }

  Optional<Survey.Found> login() {
    return survey.best(FurtherOperations::signsIn, this::loginDraft);
  }

  private static int signsIn(Endpoint endpoint) {
    boolean named =
        says(endpoint, Words.SIGNS_IN) && !Words.any(endpoint.words(), Set.of("refresh"));
    return !named
        ? 0
        : endpoint.method().equals("POST") ? 2 : endpoint.method().equals("GET") ? 1 : 0;
  }

  private Optional<Draft> loginDraft(Endpoint endpoint) {
    Draft draft = survey.request(endpoint, accounts.foreign());
    if (!draft.says(Values.PASSWORD) || !draft.says(Values.USERNAME) || draft.says(Values.ID)) {
      return Optional.empty();
    }
    if (endpoint.method().equals("GET")) {
      draft.remark("query", "a password in a URL ends up in the logs of whoever sees it");
    }
    survey.answers().success(draft, endpoint);
    Map<String, String> tokens = survey.answers().tokens(endpoint);
    if (!tokens.isEmpty()) {
      Draft said = new Draft();
      tokens.forEach(said::put);
      draft.put("tokens", said);
    }
    return Optional.of(draft);
  }

  Optional<Survey.Found> check() {
    return survey.best(
        each ->
            each.method().equals("GET")
                    && RequestDraft.variables(each.path()).isEmpty()
                    && says(each, Words.HEALTH)
                    && each.parameters().stream().noneMatch(Endpoint.Parameter::required)
                ? 20 - each.path().split("/", -1).length
                : 0,
        each -> {
          Draft draft = survey.request(each, Set.of());
          survey.answers().success(draft, each);
          return Optional.of(draft);
        });
  }

  /** All that can be remarked about the choice among several. */
  static void remarkOthers(Draft draft, List<String> others) {
    if (!others.isEmpty()) {
      draft.remark(
          "method", "also likely: " + String.join(", ", others.stream().limit(4).toList()));
    }
  }
}
