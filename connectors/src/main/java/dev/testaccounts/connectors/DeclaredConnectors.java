package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.Declaration;
import dev.testaccounts.connectors.declaration.Declarations;
import dev.testaccounts.connectors.declaration.OperationName;
import dev.testaccounts.connectors.declaration.Variables;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.ServiceSpec;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes connectors of declarations. */
final class DeclaredConnectors {

  private DeclaredConnectors() {}

  static Optional<Problem> problemWith(ServiceSpec spec) {
    return Declarations.problemWithScheme(spec).or(() -> problemWithWords(spec));
  }

  /** The services whose ids for an account stand in requests that are about it. */
  static Set<String> needs(ServiceSpec spec) {
    return isDeclared(spec) && Declarations.read(spec) instanceof Result.Ok<Declaration>(var read)
        ? spec.dependsOn().stream().filter(read::needsIdOf).collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  private static boolean isDeclared(ServiceSpec spec) {
    return !Set.of(ServiceSpec.SIMPLE, Declarations.SCIM, Declarations.CONNID)
        .contains(spec.recipe());
  }

  /** Why a request that does not go to the service itself would not go; empty where it would. */
  static Optional<Problem> problemElsewhere(ServiceSpec spec, Guard guard) {
    return isDeclared(spec) && Declarations.read(spec) instanceof Result.Ok<Declaration>(var read)
        ? read.elsewhere().entrySet().stream()
            .flatMap(each -> refused(guard, each.getKey(), each.getValue()).stream())
            .findFirst()
        : Optional.empty();
  }

  private static Optional<Problem> refused(Guard guard, String at, URI host) {
    return guard
        .check(host)
        .map(
            each ->
                new Problem.Forbidden(
                    each.code(), at + ": " + each.detail().replaceFirst("^url: ", "")));
  }

  private static Optional<Problem> problemWithWords(ServiceSpec spec) {
    if (spec.recipe().equals(ServiceSpec.SIMPLE)) {
      return Declarations.problemWithSimple(spec).or(() -> Tls.of(spec).problem());
    }
    if (spec.recipe().equals(Declarations.SCIM)) {
      return ScimConnectors.problemWith(spec);
    }
    return switch (Declarations.read(spec)) {
      case Result.Ok<Declaration>(Declaration read) -> Tls.of(spec).problem().or(() -> doubt(read));
      case Result.Refused<Declaration>(Problem problem) -> Optional.of(problem);
    };
  }

  /** Told at registration alone: what was registered before goes on as it did. */
  private static Optional<Problem> doubt(Declaration declaration) {
    return said(
            declaration.unsent(),
            "goes with reset, which is not declared; without one it is never sent")
        .or(
            () ->
                said(
                    declaration.ambiguous(),
                    "takes a redirect for success, so expected authentication.session.page, the"
                        + " path that it redirects to when the session is over"))
        .or(
            () ->
                said(
                    declaration.indiscreet(),
                    "expected a secret under credentials, used as {{credentials.NAME}}, got one in"
                        + " clear in a header"));
  }

  private static Optional<Problem> said(@Nullable OperationName name, String what) {
    return name == null
        ? Optional.empty()
        : Optional.of(
            new Problem.Invalid("invalid-request", "connector.http." + name.word() + ": " + what));
  }

  /** Empty where what was said can no longer be read. */
  static Optional<Connector> connector(
      ServiceSpec spec, ServiceHttp http, SecretReferences references, InstantSource clock) {
    return switch (Declarations.read(spec)) {
      case Result.Ok<Declaration>(Declaration declaration) ->
          Optional.of(
              connector(
                  spec, declaration, http, new Credentials(spec.credentials(), references), clock));
      case Result.Refused<Declaration> unreadable -> Optional.empty();
    };
  }

  private static DeclaredConnector connector(
      ServiceSpec spec,
      Declaration declaration,
      ServiceHttp http,
      Credentials credentials,
      InstantSource clock) {
    Variables variables = Variables.of(spec, declaration.parameters());
    SignOn signOn = new SignOn(spec.name(), spec.url(), variables, credentials, http, clock);
    Authentication authentication =
        Authentication.of(declaration.authentication(), credentials, signOn);
    return new DeclaredConnector(
        declaration,
        variables,
        new Exchange(spec.url(), http, credentials, authentication),
        new Judgement(spec.name()));
  }
}
