package dev.testaccounts.core.pool;

import dev.testaccounts.core.account.Usernames;
import dev.testaccounts.core.kernel.Labels;
import dev.testaccounts.core.kernel.Name;
import dev.testaccounts.core.kernel.Problem;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What must be true of what a person says about a pool. */
final class PoolRules {

  private static final Duration LONGEST_TTL = Duration.ofDays(30);
  private static final Duration LONGEST_COOL_DOWN = Duration.ofDays(30);

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[A-Za-z][A-Za-z0-9_.:-]*}");

  private PoolRules() {}

  /** The first thing that is wrong with it; empty where all is well. */
  static Optional<Problem> problemWith(PoolSpec spec, Fakes fakes, EmailDomains emails) {
    return Name.check("pool name", spec.name())
        .or(() -> Usernames.check(spec.username()))
        .or(() -> Labels.check("attributes", spec.attributes()))
        .or(() -> unknownFake("username", spec.username(), fakes))
        .or(() -> unknownFakes(spec, fakes))
        .or(() -> unknownPlaceholder(spec))
        .or(() -> emailProblem(spec, emails))
        .or(() -> sizeProblem(spec))
        .or(() -> leaseProblem(spec))
        .or(() -> rotationProblem(spec.rotation()))
        .or(() -> spec.password().problem().flatMap(PoolRules::invalid))
        .or(() -> servicesProblem(spec.services()));
  }

  private static Optional<Problem> unknownFakes(PoolSpec spec, Fakes fakes) {
    return new TreeMap<>(spec.attributes())
        .entrySet().stream()
            .flatMap(
                each -> unknownFake("attributes." + each.getKey(), each.getValue(), fakes).stream())
            .findFirst();
  }

  private static Optional<Problem> unknownFake(String where, String text, Fakes fakes) {
    return Fakes.in(text)
        .filter(each -> fakes.make(each).isEmpty())
        .findFirst()
        .flatMap(
            each ->
                invalid(
                    "%s: expected data that Datafaker makes, such as {faker:name.firstName}, got '{faker:%s}'"
                        .formatted(where, each)));
  }

  /** Whatever looks like one; other braces, such as those of JSON, stand as they are. */
  private static Optional<Problem> unknownPlaceholder(PoolSpec spec) {
    return new TreeMap<>(spec.attributes())
        .entrySet().stream()
            .flatMap(
                each ->
                    PLACEHOLDER
                        .matcher(each.getValue())
                        .results()
                        .filter(found -> !AccountDrafts.fills(found.group()))
                        .map(found -> unknownPlaceholder(each.getKey(), found.group())))
            .findFirst();
  }

  private static Problem unknownPlaceholder(String attribute, String text) {
    return new Problem.Invalid(
        "invalid-request",
        "attributes.%s: expected {username}, {seq}, {pool}, {run}, {worker} or {faker:GROUP.WORD}, got '%s'"
            .formatted(attribute, text));
  }

  private static Optional<Problem> emailProblem(PoolSpec spec, EmailDomains emails) {
    return Optional.ofNullable(spec.attributes().get(AccountDrafts.EMAIL))
        .flatMap(email -> emails.check("attributes." + AccountDrafts.EMAIL, email));
  }

  private static Optional<Problem> sizeProblem(PoolSpec spec) {
    if (spec.max() < 1 || spec.max() > PoolSpec.LARGEST) {
      return invalid("size.max: expected 1 to " + PoolSpec.LARGEST + ", got " + spec.max());
    }
    return spec.min() < 0 || spec.min() > spec.max()
        ? invalid("size.min: expected 0 to size.max (" + spec.max() + "), got " + spec.min())
        : Optional.empty();
  }

  private static Optional<Problem> leaseProblem(PoolSpec spec) {
    if (spec.maxTtl().compareTo(Duration.ofSeconds(1)) < 0
        || spec.maxTtl().compareTo(LONGEST_TTL) > 0) {
      return invalid("lease.maxTtl: expected 1s to 30d, got " + spec.maxTtl());
    }
    return spec.ttl().compareTo(Duration.ofSeconds(1)) < 0
            || spec.ttl().compareTo(spec.maxTtl()) > 0
        ? invalid(
            "lease.ttl: expected 1s to lease.maxTtl (" + spec.maxTtl() + "), got " + spec.ttl())
        : Optional.empty();
  }

  private static Optional<Problem> rotationProblem(Rotation rotation) {
    Duration age = rotation.age();
    if (age != null && age.compareTo(Duration.ofSeconds(1)) < 0) {
      return invalid("retire.age: expected 1s or more, got " + age);
    }
    Integer uses = rotation.uses();
    if (uses != null && uses < 1) {
      return invalid("retire.uses: expected 1 or more, got " + uses);
    }
    return rotation.coolDown().isNegative() || rotation.coolDown().compareTo(LONGEST_COOL_DOWN) > 0
        ? invalid("coolDown: expected 0s to 30d, got " + rotation.coolDown())
        : Optional.empty();
  }

  private static Optional<Problem> servicesProblem(List<String> names) {
    if (names.isEmpty()) {
      return invalid("services: expected at least one service");
    }
    return new HashSet<>(names).size() < names.size()
        ? invalid("services: expected each service once, got " + names)
        : Optional.empty();
  }

  private static Optional<Problem> invalid(String detail) {
    return Optional.of(new Problem.Invalid("invalid-request", detail));
  }
}
