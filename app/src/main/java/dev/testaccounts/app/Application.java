package dev.testaccounts.app;

import dev.testaccounts.app.config.Declared;
import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.pool.Pools;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.Services;
import dev.testaccounts.core.service.TargetService;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

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

  /** All of it; where something is wrong, nothing. */
  void apply(Declared declared) throws StartException {
    List<ServiceSpec> specs = declared.services();
    List<String> mistakes = new ArrayList<>();
    tell(declared, "services", services.problemsWith(principal, specs), mistakes);
    tell(declared, "pools", pools.problemsWith(principal, declared.pools(), specs), mistakes);
    if (!mistakes.isEmpty()) {
      throw new StartException(String.join(System.lineSeparator(), mistakes));
    }
    for (ServiceSpec spec : services.inOrder(principal, specs)) {
      URI movedFrom = declared.movedFrom().get(spec.name());
      require(declared, at("services", specs.indexOf(spec)), applied(spec, movedFrom));
    }
    for (int i = 0; i < declared.pools().size(); i++) {
      require(declared, at("pools", i), applied(declared.pools().get(i)));
    }
  }

  private static void tell(
      Declared declared, String list, List<Optional<Problem>> problems, List<String> mistakes) {
    for (int i = 0; i < problems.size(); i++) {
      String at = at(list, i);
      problems.get(i).ifPresent(each -> mistakes.add(declared.told(at, each.detail())));
    }
  }

  private static String at(String list, int index) {
    return list + "[" + index + "]";
  }

  private Result<TargetService> applied(ServiceSpec spec, @Nullable URI movedFrom) {
    return switch (services.service(principal, spec.name())) {
      case Result.Ok<TargetService> present when present.value().spec().equals(spec) -> present;
      case Result.Ok<TargetService> present ->
          services.change(principal, spec, movedFrom, OptionalLong.empty());
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

  /** What was right a moment ago may be wrong by now: others register services, too. */
  private static void require(Declared declared, String at, Result<?> result)
      throws StartException {
    if (result instanceof Result.Refused<?>(Problem problem)) {
      throw new StartException(declared.told(at, problem.detail()));
    }
  }
}
