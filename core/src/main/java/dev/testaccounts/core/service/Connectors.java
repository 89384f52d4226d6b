package dev.testaccounts.core.service;

import dev.testaccounts.core.kernel.Problem;
import java.util.Optional;
import java.util.Set;

/** Port: finds the connector of a service. Thread-safe. */
public interface Connectors {

  /** The names of the recipes that there are. */
  Set<String> recipes();

  /** What is wrong with what was said to a service's recipe; empty where all is well. */
  Optional<Problem> problemWith(ServiceSpec spec);

  /**
   * The other services that an account must be in, because a service is told what they call it; of
   * those that it depends on.
   */
  default Set<String> needs(ServiceSpec spec) {
    return Set.of();
  }

  /**
   * What tells one place of accounts from another: where it is the same, accounts of ours are found
   * where they were. For comparison only.
   */
  default String place(ServiceSpec spec) {
    return spec.url() + " " + spec.recipe();
  }

  /** The connector for a service as it is now; empty where its recipe is unknown. */
  Optional<Connector> connector(TargetService service);

  /** How a service as it is now does; it begins anew with each change of the service. */
  ServiceHealth health(TargetService service);
}
