package dev.testaccounts.connid;

import dev.testaccounts.core.service.BundleSetup;
import dev.testaccounts.core.service.Limits;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.identityconnectors.common.pooling.ObjectPoolConfiguration;
import org.identityconnectors.common.security.GuardedString;
import org.identityconnectors.framework.api.APIConfiguration;
import org.identityconnectors.framework.api.ConfigurationProperties;
import org.identityconnectors.framework.api.ConfigurationProperty;

/** Tells a bundle what it is to know: the texts as the types that its properties have. */
final class Configurator {

  /** Where a URL says none. Another scheme's is the bundle's own. */
  private static final Map<String, Integer> PORTS = Map.of("ldap", 389, "ldaps", 636);

  /**
   * Said by the service's URL and limits, which are looked at; a second host would not be. The
   * socket is told its time-out when it is made.
   */
  private static final Set<String> OURS = Set.of("host", "port", "ssl", "failover");

  private static final Set<String> TIMES = Set.of("readTimeout", "connectTimeout");

  /** How long a connection is kept that nobody uses. */
  private static final long IDLE_MILLIS = 120_000;

  private static final AtomicLong OPENED = new AtomicLong();

  private Configurator() {}

  /** What was said does not fit the bundle. */
  static final class UnfitException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String detail;

    UnfitException(String property, String reason) {
      super(property + ": " + reason);
      this.detail = property + ": " + reason;
    }

    String detail() {
      return detail;
    }
  }

  static APIConfiguration configured(Bundle bundle, BundleSetup setup) throws UnfitException {
    APIConfiguration configuration = bundle.configuration();
    ConfigurationProperties properties = configuration.getConfigurationProperties();
    boolean directory = properties.getPropertyNames().contains("host");
    for (Map.Entry<String, List<String>> each : setup.configuration().entrySet()) {
      set(properties, each.getKey(), each.getValue(), directory);
    }
    if (directory) {
      place(properties, setup.url());
      times(properties, setup.limits());
    }
    // A search on a thread of its own would be outside of the call that it belongs to.
    configuration.setProducerBufferSize(0);
    pool(configuration.getConnectorPoolConfiguration(), setup.limits());
    return configuration;
  }

  /**
   * What is secret is not said in clear: whoever may look at the service would see it.
   *
   * @param inClear the properties whose texts are always the same
   */
  static void checkDiscretion(APIConfiguration configuration, Set<String> inClear)
      throws UnfitException {
    ConfigurationProperties properties = configuration.getConfigurationProperties();
    for (String name : new TreeSet<>(inClear)) {
      ConfigurationProperty property = properties.getProperty(name);
      if (property.isConfidential() || property.getType() == GuardedString.class) {
        throw new UnfitException(
            name,
            "expected {{credentials.NAME}}, since it is a secret, got a text that is shown"
                + " to whoever may see the service");
      }
    }
  }

  private static void set(
      ConfigurationProperties properties, String name, List<String> texts, boolean directory)
      throws UnfitException {
    ConfigurationProperty property = properties.getProperty(name);
    if (property == null) {
      throw new UnfitException(
          name,
          "unknown property, expected one of " + new TreeSet<>(properties.getPropertyNames()));
    }
    if (directory && (OURS.contains(name) || TIMES.contains(name))) {
      throw new UnfitException(
          name, "is said by the service's url or limits.timeout, expected nothing here");
    }
    property.setValue(PropertyValues.value(name, property.getType(), texts));
  }

  private static void place(ConfigurationProperties properties, URI url) throws UnfitException {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    own(properties, "host", url.getHost());
    if (url.getPort() >= 0) {
      own(properties, "port", String.valueOf(url.getPort()));
    } else if (PORTS.containsKey(scheme)) {
      own(properties, "port", String.valueOf(PORTS.get(scheme)));
    }
    own(properties, "ssl", String.valueOf(scheme.equals("ldaps")));
  }

  private static void times(ConfigurationProperties properties, Limits limits)
      throws UnfitException {
    own(properties, "readTimeout", String.valueOf(limits.timeout().toMillis()));
    own(properties, "connectTimeout", "0");
  }

  private static void own(ConfigurationProperties properties, String name, String text)
      throws UnfitException {
    ConfigurationProperty property = properties.getProperty(name);
    if (property != null) {
      property.setValue(PropertyValues.value(name, property.getType(), List.of(text)));
    }
  }

  /**
   * The service's own places are counted before; here none is ever waited for. What is configured
   * alike shares its connections in ConnId, also where one side's are by another trust, and ends
   * them for the other: so no two are configured alike.
   */
  private static void pool(ObjectPoolConfiguration pool, Limits limits) {
    pool.setMinEvictableIdleTimeMillis(IDLE_MILLIS + OPENED.getAndIncrement());
    pool.setMaxObjects(limits.concurrency());
    pool.setMaxIdle(limits.concurrency());
    pool.setMinIdle(0);
    pool.setMaxWait(limits.timeout().toMillis());
  }
}
