package dev.testaccounts.web;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The one table of what the server serves. */
final class Routes {

  private Routes() {}

  static List<Route> all(UseCases useCases, BooleanSupplier ready, byte[] contract) {
    return Stream.of(
            new HealthRoutes(ready, contract).routes(),
            new SimpleRoutes(useCases.simple()).routes(),
            new ServiceRoutes(useCases.services()).routes(),
            new CertificationRoutes(useCases.certification()).routes(),
            new OrphanRoutes(useCases.orphans()).routes(),
            new PoolRoutes(useCases.pools(), useCases.accounts()).routes(),
            new QueueRoutes(useCases).routes(),
            new LeaseClaims(useCases).routes(),
            new LeaseRoutes(useCases).routes(),
            new HoldRoutes(useCases).routes(),
            new AccountRoutes(useCases).routes(),
            new JobRoutes(useCases).routes(),
            new SelectorRoutes(useCases).routes(),
            new EventRoutes(useCases.events()).routes())
        .flatMap(List::stream)
        .toList();
  }
}
