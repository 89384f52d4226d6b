package dev.testaccounts.app;

import dev.testaccounts.api.PoolBody;
import dev.testaccounts.api.ServiceBody;
import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.pool.Pools;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.Services;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.web.Documents;
import java.util.OptionalLong;

/**
 * Applies what a configuration declares: registers what is missing, changes what differs, leaves
 * alone what is the same.
 */
final class Application {

  private final Services services;
  private final Pools pools;
  private final Principal principal;

  Application(Services services, Pools pools, Principal principal) {
    this.services = services;
    this.pools = pools;
    this.principal = principal;
  }

  void apply(ServiceBody body) throws StartException {
    require("service '" + body.name() + "'", Documents.spec(body).then(this::applied));
  }

  void apply(PoolBody body) throws StartException {
    require("pool '" + body.name() + "'", Documents.spec(body).then(this::applied));
  }

  private Result<TargetService> applied(ServiceSpec spec) {
    return switch (services.service(principal, spec.name())) {
      case Result.Ok<TargetService> present when present.value().spec().equals(spec) -> present;
      case Result.Ok<TargetService> present ->
          services.change(principal, spec, OptionalLong.empty());
      case Result.Refused<TargetService> missing -> services.register(principal, spec);
    };
  }

  private Result<Pool> applied(PoolSpec spec) {
    return switch (pools.pool(principal, spec.name())) {
      case Result.Ok<Pool> present when present.value().spec().equals(spec) -> present;
      case Result.Ok<Pool> present -> pools.change(principal, spec, OptionalLong.empty());
      case Result.Refused<Pool> missing -> pools.register(principal, spec);
    };
  }

  private static void require(String what, Result<?> result) throws StartException {
    if (result instanceof Result.Refused<?>(Problem problem)) {
      throw new StartException("tam.yaml: " + what + ": " + problem.detail());
    }
  }
}
