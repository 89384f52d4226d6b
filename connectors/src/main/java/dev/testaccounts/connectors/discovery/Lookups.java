package dev.testaccounts.connectors.discovery;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what asks whether an account is there, and which ones there are. */
final class Lookups {

  private static final List<Meaning> NAMES = List.of(Meaning.USERNAME, Meaning.NAME, Meaning.EMAIL);
  private static final Set<String> SEARCHES = Set.of("q", "search", "query", "filter");

  private final Survey survey;
  private final AccountOperations accounts;

  Lookups(Survey survey, AccountOperations accounts) {
    this.survey = survey;
    this.accounts = accounts;
  }

  /** What answers for one name. */
  Optional<Survey.Found> exists() {
    return survey.best(this::asks, this::existsDraft).or(this::amongAll);
  }

  private int asks(Endpoint endpoint) {
    if (!endpoint.method().equals("GET")) {
      return 0;
    }
    if (accounts.isItem(endpoint.path())) {
      return 10;
    }
    boolean same = endpoint.path().equals(accounts.collection());
    boolean related = Words.sameThing(accounts.collection(), endpoint.path());
    boolean byName =
        endpoint.lastVariable() != null && Meaning.of(endpoint.lastVariable()).identifies();
    return parameter(endpoint).isPresent()
        ? (same ? 8 : related ? 4 : 0)
        : byName && related ? 6 : 0;
  }

  private static Optional<Endpoint.Parameter> parameter(Endpoint endpoint) {
    List<Endpoint.Parameter> all = endpoint.parameters("query");
    return all.stream()
        .filter(each -> each.meaning().identifies())
        .findFirst()
        .or(() -> all.stream().filter(each -> SEARCHES.contains(each.name())).findFirst());
  }

  private Optional<Draft> existsDraft(Endpoint endpoint) {
    Draft draft = survey.request(endpoint, accounts.foreign());
    if (draft.says(Values.ID)) {
      return Optional.empty();
    }
    Optional<Endpoint.Parameter> by =
        endpoint.lastVariable() == null ? parameter(endpoint) : Optional.empty();
    if (by.isPresent() && !draft.says(Values.USERNAME)) {
      query(draft, by.get());
    }
    return Optional.of(answered(draft, endpoint)).filter(each -> each.says(Values.USERNAME));
  }

  private static void query(Draft draft, Endpoint.Parameter by) {
    Draft query = draft.parts().get("query") instanceof Draft said ? said : new Draft();
    query.put(by.name(), Values.own(by.meaning()).orElse(Values.USERNAME));
    if (!by.meaning().identifies()) {
      query.remark(by.name(), "unsure: whether a search finds exactly the accounts of this name");
    }
    draft.put("query", query);
  }

  private Draft answered(Draft draft, Endpoint endpoint) {
    survey.answers().success(draft, endpoint);
    Set<Integer> absent = endpoint.statuses(404, 405);
    draft.put("absent", absent);
    Optional<Answers.Items> items = survey.answers().items(endpoint);
    if (items.isPresent() && endpoint.lastVariable() == null) {
      items(draft, items.get());
    } else {
      survey.answers().id(draft, endpoint);
      if (absent.isEmpty()) {
        survey.answers().absent(draft, endpoint);
      }
    }
    return draft;
  }

  private static void items(Draft draft, Answers.Items items) {
    draft.put("items", items.path());
    items
        .field(NAMES)
        .filter(each -> items.meanings().get(each) != Meaning.EMAIL)
        .ifPresent(each -> draft.put("username", "$" + each));
    items.field(List.of(Meaning.ID)).ifPresent(each -> draft.put("id", "$" + each));
  }

  /** A list that is all on one page can be searched by us. */
  private Optional<Survey.Found> amongAll() {
    return list()
        .filter(each -> !each.draft().parts().containsKey("paging"))
        .map(
            each -> {
              each.draft()
                  .remark(
                      "method",
                      "unsure: every account is asked for, and the one looked for among them; the document knows no question for one username");
              return each;
            });
  }

  /** What answers with all accounts, as many as that takes. */
  Optional<Survey.Found> list() {
    return survey.best(this::lists, this::listDraft);
  }

  private int lists(Endpoint endpoint) {
    boolean get = endpoint.method().equals("GET") && endpoint.lastVariable() == null;
    String path = endpoint.path();
    return get && path.equals(accounts.collection())
        ? 10
        : get && accounts.delete().endpoint().path().startsWith(path + "/{") ? 8 : 0;
  }

  private Optional<Draft> listDraft(Endpoint endpoint) {
    Draft draft = survey.request(endpoint, accounts.foreign());
    Optional<Answers.Items> items = survey.answers().items(endpoint);
    boolean named = items.flatMap(each -> each.field(NAMES.subList(0, 2))).isPresent();
    if (!named || draft.says("{{")) {
      return Optional.empty();
    }
    survey.answers().success(draft, endpoint);
    items(draft, items.orElseThrow());
    new PagingDraft(survey.answers()).put(draft, endpoint);
    return Optional.of(draft);
  }
}
