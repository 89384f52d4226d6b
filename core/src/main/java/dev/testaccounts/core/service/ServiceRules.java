package dev.testaccounts.core.service;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.kernel.Name;
import dev.testaccounts.core.kernel.Problem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What must be true of what a person says about a service. */
final class ServiceRules {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file|vault):[^{}]+}");

  private final ServiceStore store;
  private final Connectors connectors;
  private final Guard guard;

  ServiceRules(ServiceStore store, Connectors connectors, Guard guard) {
    this.store = store;
    this.connectors = connectors;
    this.guard = guard;
  }

  /** The first thing that is wrong with it; empty where all is well. */
  Optional<Problem> problemWith(Principal principal, ServiceSpec spec) {
    return Name.check("service name", spec.name())
        .or(() -> guard.check(spec.url(), spec.environment()))
        .or(() -> recipeProblem(spec))
        .or(() -> limitsProblem(spec.limits()))
        .or(() -> credentialsProblem(spec))
        .or(() -> connectors.problemWith(spec))
        .or(() -> dependencyProblem(principal, spec));
  }

  private Optional<Problem> recipeProblem(ServiceSpec spec) {
    return connectors.recipes().contains(spec.recipe())
        ? Optional.empty()
        : invalid(
            "connector.recipe: expected one of "
                + connectors.recipes().stream().sorted().toList()
                + ", got '"
                + spec.recipe()
                + "'");
  }

  private static Optional<Problem> limitsProblem(Limits limits) {
    if (limits.concurrency() < 1 || limits.concurrency() > Limits.MOST_CONCURRENCY) {
      return invalid(
          "limits.concurrency: expected 1 to "
              + Limits.MOST_CONCURRENCY
              + ", got "
              + limits.concurrency());
    }
    if (limits.timeout().compareTo(Limits.SHORTEST_TIMEOUT) < 0
        || limits.timeout().compareTo(Limits.LONGEST_TIMEOUT) > 0) {
      return invalid("limits.timeout: expected 10ms to 5m, got " + limits.timeout());
    }
    return Optional.empty();
  }

  /** A secret itself would be kept in clear and shown in lists. */
  private static Optional<Problem> credentialsProblem(ServiceSpec spec) {
    return spec.credentials().entrySet().stream()
        .filter(entry -> !REFERENCE.matcher(entry.getValue()).matches())
        .findFirst()
        .flatMap(
            entry ->
                invalid(
                    "credentials."
                        + entry.getKey()
                        + ": expected a reference ${env:NAME}, ${file:PATH} or ${vault:PATH#KEY},"
                        + " not a value"));
  }

  private Optional<Problem> dependencyProblem(Principal principal, ServiceSpec spec) {
    for (String name : spec.dependsOn()) {
      if (name.equals(spec.name()) || store.service(principal.project(), name).isEmpty()) {
        return invalid(
            "dependsOn: there is no other service named '"
                + name
                + "'; what it depends on comes first");
      }
      if (reaches(principal, name, spec.name())) {
        return invalid(
            "dependsOn: '"
                + name
                + "' itself depends on '"
                + spec.name()
                + "', which would be a circle");
      }
    }
    return Optional.empty();
  }

  private boolean reaches(Principal principal, String from, String to) {
    Set<String> seen = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      String name = next.removeFirst();
      if (name.equals(to)) {
        return true;
      }
      if (seen.add(name)) {
        store
            .service(principal.project(), name)
            .ifPresent(service -> next.addAll(service.spec().dependsOn()));
      }
    }
    return false;
  }

  private static Optional<Problem> invalid(String detail) {
    return Optional.of(new Problem.Invalid("invalid-request", detail));
  }
}
