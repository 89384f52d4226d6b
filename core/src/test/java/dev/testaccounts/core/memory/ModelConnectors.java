package dev.testaccounts.core.memory;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Connectors;
import dev.testaccounts.core.service.ServiceHealth;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Connectors to nobody. */
public final class ModelConnectors implements Connectors {

  /** The services that one cannot do without, by its name. */
  public final Map<String, Set<String>> needs = new HashMap<>();

  @Override
  public Set<String> recipes() {
    return Set.of(ServiceSpec.SIMPLE);
  }

  @Override
  public Optional<Problem> problemWith(ServiceSpec spec) {
    return Optional.empty();
  }

  @Override
  public Set<String> needs(ServiceSpec spec) {
    return needs.getOrDefault(spec.name(), Set.of());
  }

  @Override
  public Optional<Connector> connector(TargetService service) {
    return Optional.empty();
  }

  @Override
  public ServiceHealth health(TargetService service) {
    return ServiceHealth.well(SettableClock.START);
  }
}
