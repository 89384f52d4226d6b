package dev.testaccounts.app.config;

import dev.testaccounts.core.job.DeletionCap;
import dev.testaccounts.core.job.Retention;
import dev.testaccounts.core.pool.EmailDomains;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.ServiceSpec;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code tam.yaml} declares.
 *
 * @param source where it stands; null where there is no file
 * @param services in the order of the file
 * @param movedFrom where services were before they moved with their accounts, by their names
 * @param pools in the order of the file
 * @param guard which hosts may be called
 * @param emails where addresses of accounts may be
 * @param deletionsPerHour how many accounts clean-ups may delete within an hour
 * @param retention how long is kept what is over
 */
public record Declared(
    @Nullable Source source,
    List<ServiceSpec> services,
    Map<String, URI> movedFrom,
    List<PoolSpec> pools,
    Guard guard,
    EmailDomains emails,
    long deletionsPerHour,
    Retention retention) {

  public Declared {
    services = List.copyOf(services);
    movedFrom = Map.copyOf(movedFrom);
    pools = List.copyOf(pools);
  }

  /**
   * A mistake as people are told it.
   *
   * @param at where it is, such as {@code services[0]}
   */
  public String told(String at, String detail) {
    return source == null ? at + ": " + detail : source.told(at, detail);
  }

  /** Nothing declared: loopback may be called, and no more. */
  public static Declared nothing() {
    return new Declared(
        null,
        List.of(),
        Map.of(),
        List.of(),
        Guard.loopback(),
        EmailDomains.reserved(),
        DeletionCap.standard().perHour(),
        Retention.standard());
  }
}
