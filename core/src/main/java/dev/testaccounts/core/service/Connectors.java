package dev.testaccounts.core.service;

import java.util.Optional;
import java.util.Set;

/** Port: finds the connector of a service. Thread-safe. */
public interface Connectors {

  /** The names of the recipes that there are. */
  Set<String> recipes();

  /** The connector for a service as it is now; empty where its recipe is unknown. */
  Optional<Connector> connector(TargetService service);

  /** How a service as it is now does; it begins anew with each change of the service. */
  ServiceHealth health(TargetService service);
}
