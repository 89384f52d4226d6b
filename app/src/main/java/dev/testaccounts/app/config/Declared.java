package dev.testaccounts.app.config;

import dev.testaccounts.api.PoolBody;
import dev.testaccounts.api.ServiceBody;
import dev.testaccounts.core.job.DeletionCap;
import dev.testaccounts.core.job.Retention;
import dev.testaccounts.core.service.Guard;
import java.util.List;

/**
 * What a {@code tam.yaml} declares.
 *
 * @param services in the order of the file
 * @param pools in the order of the file
 * @param guard which hosts may be called
 * @param deletionsPerHour how many accounts clean-ups may delete within an hour
 * @param retention how long is kept what is over
 */
public record Declared(
    List<ServiceBody> services,
    List<PoolBody> pools,
    Guard guard,
    long deletionsPerHour,
    Retention retention) {

  public Declared {
    services = List.copyOf(services);
    pools = List.copyOf(pools);
  }

  /** Nothing declared: loopback may be called, and no more. */
  public static Declared nothing() {
    return new Declared(
        List.of(),
        List.of(),
        Guard.loopback(),
        DeletionCap.standard().perHour(),
        Retention.standard());
  }
}
