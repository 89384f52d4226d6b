package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.BundleDeclaration;
import dev.testaccounts.connectors.declaration.Declarations;
import dev.testaccounts.connectors.declaration.MissingValueException;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Bundles;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.ServiceSpec;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes connectors of services that are talked to by a bundle. */
final class BundleConnectors {

  private BundleConnectors() {}

  /** What is wrong with what was said, as far as that is seen without the bundle. */
  static Optional<Problem> mistake(ServiceSpec spec) {
    return Declarations.readBundle(spec) instanceof Result.Refused<?>(Problem problem)
        ? Optional.of(problem)
        : Tls.of(spec).problem();
  }

  /** What the bundle has against it. */
  static Optional<Problem> problemWith(ServiceSpec spec, Bundles bundles) {
    return switch (Declarations.readBundle(spec)) {
      case Result.Ok<BundleDeclaration>(BundleDeclaration declaration) ->
          problemWith(spec, declaration, bundles);
      case Result.Refused<BundleDeclaration>(Problem problem) -> Optional.of(problem);
    };
  }

  private static Optional<Problem> problemWith(
      ServiceSpec spec, BundleDeclaration declaration, Bundles bundles) {
    Map<String, Secret> masked =
        spec.credentials().keySet().stream()
            .collect(Collectors.toMap(Function.identity(), name -> new Secret(Proof.MASK)));
    try {
      return bundles.problemWith(declaration.setup(spec, masked), declaration.saidInClear());
    } catch (MissingValueException e) {
      return Optional.of(new Problem.Invalid("invalid-request", e.detail()));
    }
  }

  /** Empty where what was said can no longer be read. */
  static Optional<Connector> connector(ServiceSpec spec, Bundles bundles, BundleCalls calls) {
    return switch (Declarations.readBundle(spec)) {
      case Result.Ok<BundleDeclaration>(BundleDeclaration declaration) ->
          Optional.of(
              new BundleConnector(
                  spec, declaration, bundles.capabilities(declaration.bundle()), calls));
      case Result.Refused<BundleDeclaration> unreadable -> Optional.empty();
    };
  }
}
