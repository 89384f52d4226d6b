package dev.testaccounts.core.service;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.kernel.Name;
import dev.testaccounts.core.kernel.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What must be true of what a person says about a service. */
final class ServiceRules {

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{((env|file):[^{}]+|vault:[^{}#]+#[^{}#]+)}");

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
    return problemWith(spec, dependencies(principal, List.of()));
  }

  /** The same of several that are to be there together; of each in its place. */
  List<Optional<Problem>> problemsWith(Principal principal, List<ServiceSpec> together) {
    Dependencies known = dependencies(principal, together);
    return together.stream().map(spec -> problemWith(spec, known)).toList();
  }

  /** What depends on what, once these are as they are to be. */
  Dependencies dependencies(Principal principal, List<ServiceSpec> together) {
    Map<String, ServiceSpec> said =
        together.stream()
            .collect(Collectors.toMap(ServiceSpec::name, each -> each, (first, again) -> again));
    return new Dependencies(
        name ->
            Optional.ofNullable(said.get(name))
                .or(() -> store.service(principal.project(), name).map(TargetService::spec)));
  }

  private Optional<Problem> problemWith(ServiceSpec spec, Dependencies known) {
    return Name.check("service name", spec.name())
        .or(() -> guard.check(spec.url(), spec.environment()))
        .or(() -> recipeProblem(spec))
        .or(() -> limitsProblem(spec.limits()))
        .or(() -> credentialsProblem(spec))
        .or(() -> connectors.problemWith(spec))
        .or(() -> dependencyProblem(spec, known));
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

  private static Optional<Problem> dependencyProblem(ServiceSpec spec, Dependencies known) {
    for (String name : spec.dependsOn()) {
      if (name.equals(spec.name())) {
        return invalid("dependsOn: expected other services, got '" + name + "' itself");
      }
      if (!known.has(name)) {
        return invalid("dependsOn: there is no service named '" + name + "'");
      }
      if (known.reaches(name, spec.name())) {
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

  private static Optional<Problem> invalid(String detail) {
    return Optional.of(new Problem.Invalid("invalid-request", detail));
  }
}
