package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.Declarations;
import dev.testaccounts.connectors.declaration.Operation;
import dev.testaccounts.connectors.declaration.ScimDeclaration;
import dev.testaccounts.connectors.declaration.ScimRequests;
import dev.testaccounts.connectors.declaration.Variables;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.ServiceSpec;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Makes connectors of services that speak SCIM. */
final class ScimConnectors {

  private ScimConnectors() {}

  static Optional<Problem> problemWith(ServiceSpec spec) {
    return switch (Declarations.readScim(spec)) {
      case Result.Ok<ScimDeclaration> read -> Tls.of(spec).problem();
      case Result.Refused<ScimDeclaration>(Problem problem) -> Optional.of(problem);
    };
  }

  /** Empty where what was said can no longer be read. */
  static Optional<Connector> connector(
      ServiceSpec spec, ServiceHttp http, SecretReferences references, InstantSource clock) {
    return switch (Declarations.readScim(spec)) {
      case Result.Ok<ScimDeclaration>(ScimDeclaration declaration) ->
          Optional.of(connector(spec, declaration, http, references, clock));
      case Result.Refused<ScimDeclaration> unreadable -> Optional.empty();
    };
  }

  private static ScimConnector connector(
      ServiceSpec spec,
      ScimDeclaration declaration,
      ServiceHttp http,
      SecretReferences references,
      InstantSource clock) {
    Variables variables = Variables.of(spec, Map.of());
    Credentials credentials = new Credentials(spec.credentials(), references);
    SignOn signOn = new SignOn(spec.name(), spec.url(), variables, credentials, http, clock);
    Exchange exchange =
        new Exchange(
            spec.url(),
            http,
            credentials,
            Authentication.of(declaration.authentication(), credentials, signOn));
    ScimExchange scim = new ScimExchange(spec.name(), exchange);
    ScimRequests requests = new ScimRequests(declaration.path());
    ScimConfiguration configuration = new ScimConfiguration(scim, requests, clock);
    Operation login = declaration.login();
    return new ScimConnector(
        declaration,
        variables,
        scim,
        configuration,
        new ScimBulk(
            scim,
            requests,
            configuration,
            declaration.bulk(),
            new BatchSize(clock, spec.limits().timeout())),
        login == null ? null : new Entrance(login, exchange, new Judgement(spec.name())));
  }
}
