package dev.testaccounts.connectors.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** The operations of a document, weighed for what they may be good for. */
final class Survey {

  private final List<Endpoint> endpoints;
  private final Set<String> skipped;
  private final RequestDraft requests;
  private final Answers answers;

  Survey(OpenApi document) {
    Endpoints found = Endpoints.of(document);
    Schemas schemas = new Schemas(document);
    this.endpoints = found.all();
    this.skipped = new LinkedHashSet<>(found.skipped());
    this.requests = new RequestDraft(schemas);
    this.answers = new Answers(document, schemas);
  }

  /** An operation and what is proposed of it. */
  record Found(Endpoint endpoint, Draft draft, List<String> others) {}

  Answers answers() {
    return answers;
  }

  /** What could not be used, each with its reason. */
  Set<String> skipped() {
    return skipped;
  }

  /**
   * The operation that weighs most.
   *
   * @param weight more is better; 0 or less is none
   * @param draft what is proposed of it; empty where it is no good after all
   */
  Optional<Found> best(ToIntFunction<Endpoint> weight, Function<Endpoint, Optional<Draft>> draft) {
    List<Endpoint> likely =
        endpoints.stream()
            .filter(each -> weight.applyAsInt(each) > 0)
            .sorted(Comparator.comparingInt(weight).reversed())
            .toList();
    List<Found> found = new ArrayList<>();
    for (Endpoint each : likely) {
      attempt(each, draft).ifPresent(one -> found.add(new Found(each, one, List.of())));
    }
    return found.stream()
        .findFirst()
        .map(
            first ->
                new Found(
                    first.endpoint(),
                    first.draft(),
                    found.stream().skip(1).map(each -> each.endpoint().toString()).toList()));
  }

  private Optional<Draft> attempt(Endpoint endpoint, Function<Endpoint, Optional<Draft>> draft) {
    try {
      return draft.apply(endpoint);
    } catch (UnusableException e) {
      skipped.add(endpoint + ": " + e.reason());
      return Optional.empty();
    }
  }

  Draft request(Endpoint endpoint, Set<String> foreign) {
    return requests.of(endpoint, foreign);
  }
}
