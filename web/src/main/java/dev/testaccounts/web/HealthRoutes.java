package dev.testaccounts.web;

import dev.testaccounts.api.HealthView;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Whether the server is well, and its contract. */
final class HealthRoutes {

  private final BooleanSupplier ready;
  private final byte[] contract;

  /**
   * @param ready whether requests can be served now
   * @param contract the bytes of {@code openapi.yaml}
   */
  HealthRoutes(BooleanSupplier ready, byte[] contract) {
    this.ready = ready;
    this.contract = contract;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/health", this::ready),
        Route.get("/health/live", call -> Answer.json(200, HealthView.HEALTHY)),
        Route.get("/health/ready", this::ready),
        Route.get("/openapi.yaml", this::contract));
  }

  private Answer ready(Call call) {
    return ready.getAsBoolean()
        ? Answer.json(200, HealthView.HEALTHY)
        : Answer.json(503, HealthView.UNHEALTHY);
  }

  private Answer contract(Call call) {
    return new Answer.Reply(200, "application/yaml", contract, Map.of());
  }
}
