package dev.testaccounts.connectors.discovery;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/** Puts together what was found in a document. */
final class Proposal {

  private static final int LONGEST_NAME = 40;
  private static final int MOST_SKIPPED = 10;

  private final OpenApi document;
  private final Discovery.Source source;
  private final String name;
  private final Place place;
  private final Survey survey;
  private final AccountOperations accounts;
  private final List<Endpoint> used = new ArrayList<>();
  private final Draft http = new Draft();
  private final SecurityDraft security;

  private Proposal(OpenApi document, Discovery.Source source, Discovery.Wish wish) {
    this.document = document;
    this.source = source;
    this.survey = new Survey(document);
    this.accounts = new AccountOperations(survey);
    this.place = Place.of(document, source, wish);
    this.name = Objects.requireNonNullElseGet(wish.name(), this::nameOfTitle);
    this.security = new SecurityDraft(document, name, place.url());
  }

  static String of(OpenApi document, Discovery.Source source, Discovery.Wish wish) {
    Proposal proposal = new Proposal(document, source, wish);
    proposal.operations();
    return CommentedYaml.text(proposal.whole());
  }

  private String nameOfTitle() {
    String title = document.root().path("info").path("title").asString("");
    String plain = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String shorter = plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    String trimmed = shorter.replaceAll("^-+|-+$", "");
    return trimmed.isEmpty() ? "service" : trimmed;
  }

  private void operations() {
    Lookups lookups = new Lookups(survey, accounts);
    Optional<Survey.Found> exists = lookups.exists();
    boolean knowsId = exists.filter(each -> each.draft().parts().containsKey("id")).isPresent();
    if (accounts.delete().draft().says(Values.ID) && !knowsId) {
      throw new UnusableException(
          "paths",
          "%s wants the id of an account, so expected an operation that tells it by the username (such as a GET of %s with a query for the username), got none: an account whose creation was not answered could never be deleted"
              .formatted(accounts.delete().endpoint(), accounts.collection()));
    }
    put("create", Optional.of(accounts.create()), "");
    createDetails(exists.isPresent());
    put(
        "exists",
        exists,
        "whether an account is there is not asked: after a lost answer it is deleted to be sure");
    put("delete", Optional.of(accounts.delete()), "");
    further(knowsId);
    put("list", lookups.list(), "orphans cannot be found");
    security.put(http, used);
  }

  /** Where a create would replace what is there, the service is asked before. */
  private void createDetails(boolean canAsk) {
    Survey.Found create = accounts.create();
    if (!survey.answers().id(create.draft(), create.endpoint())
        && accounts.delete().draft().says(Values.ID)) {
      create.draft().note("the answer does not say the id; it is asked for by exists");
    }
    if (create.endpoint().method().equals("PUT")) {
      if (canAsk) {
        create.draft().put("asksFirst", JsonNodeFactory.instance.booleanNode(true));
      }
      create
          .draft()
          .remark("method", "unsure: a PUT may replace an account that is somebody else's");
    }
  }

  private void further(boolean knowsId) {
    FurtherOperations further = new FurtherOperations(survey, accounts);
    Optional<Survey.Found> password = further.password().filter(each -> usable(each, knowsId));
    Optional<Survey.Found> reset = further.reset().filter(each -> usable(each, knowsId));
    boolean whole =
        reset
            .filter(each -> each.draft().says(Values.PASSWORD) || password.isPresent())
            .isPresent();
    if (whole) {
      put("reset", reset, "");
      if (!reset.orElseThrow().draft().says(Values.PASSWORD)) {
        put("setPassword", password, "");
      }
      http.remark("reset", "unsure: whether nothing of what a test did is left after this");
    } else {
      onlyPassword(password);
    }
    put("login", further.login(), "nothing proves that an account can sign in");
    revokeSessions(further.revokeSessions().filter(each -> usable(each, knowsId)), whole);
    put("check", further.check(), "whether the service is there is seen from other calls");
  }

  /** It goes with a reset: what is deleted and made again was signed out by that. */
  private void revokeSessions(Optional<Survey.Found> found, boolean resets) {
    if (resets || found.isEmpty()) {
      put("revokeSessions", found, "what was signed in is out only when its account is deleted");
      return;
    }
    http.remark("revokeSessions", "goes with a reset; take it in together with one");
    http.alternative("revokeSessions", found.get().draft());
  }

  private void onlyPassword(Optional<Survey.Found> password) {
    if (password.isEmpty()) {
      http.note("reset: none was found; a used account is cleaned by deleting and making it again");
      return;
    }
    Survey.Found found = password.get();
    http.remark(
        "reset",
        "unsure: %s sets a password, and the document does not say that it clears what a test left behind. Where it does, or where a test leaves nothing, take the lines of reset in; until then a used account is deleted and made again"
            .formatted(found.endpoint()));
    FurtherOperations.remarkOthers(found.draft(), found.others());
    http.alternative("reset", found.draft());
  }

  private static boolean usable(Survey.Found found, boolean knowsId) {
    return knowsId || !found.draft().says(Values.ID);
  }

  private void put(String operation, Optional<Survey.Found> found, String otherwise) {
    if (found.isEmpty()) {
      http.note(operation + ": none was found; " + otherwise);
      return;
    }
    Endpoint endpoint = found.get().endpoint();
    Draft draft = found.get().draft();
    FurtherOperations.remarkOthers(draft, found.get().others());
    if (endpoint.node().has("servers")) {
      draft.remark("path", "unsure: the document gives this operation a server of its own");
    }
    if (security.isOpen(endpoint) && !operation.equals("login")) {
      draft.put("authenticated", JsonNodeFactory.instance.booleanNode(false));
    }
    http.put(operation, draft);
    if (!operation.equals("login") && !operation.equals("check")) {
      used.add(endpoint);
    }
  }

  private Draft whole() {
    Draft service = new Draft();
    service.put("name", name).put("url", place.url());
    place.remarks().forEach(each -> service.remark("url", each));
    service.remark("environment", "unsure: no document says it; production is refused");
    service.put("environment", "testing");
    service.put("connector", new Draft().put("http", http));
    if (!security.credentials().parts().isEmpty()) {
      service.put("credentials", security.credentials());
    }
    Draft whole = new Draft().put("services", service);
    head().forEach(each -> whole.remark("services", each));
    return guarded(whole);
  }

  private List<String> head() {
    List<String> head = new ArrayList<>();
    head.add(
        "Proposed from %s. Look at every line marked unsure, then: tam service check %s"
            .formatted(source.place(), name));
    survey.skipped().stream()
        .limit(MOST_SKIPPED)
        .forEach(each -> head.add("Could not be used: " + each));
    return head;
  }

  /** Which hosts may be called is for a person to say: a document could name any. */
  private Draft guarded(Draft whole) {
    String host = URI.create(place.url()).getHost();
    if (!List.of("localhost", "127.0.0.1", "[::1]").contains(host)) {
      whole.remark(
          "guard",
          "Only hosts that are allowed are called; where this one may be, take these lines in.");
      whole.alternative(
          "guard",
          new Draft()
              .put("allowHosts", JsonNodeFactory.instance.arrayNode().add("localhost").add(host)));
    }
    return whole;
  }
}
