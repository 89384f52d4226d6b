package dev.testaccounts.connectors.declaration;

import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.ServiceSpec;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the variables of a template stand for. Immutable; prints without any value, since some are
 * secrets.
 */
public final class Variables {

  private final Map<String, Object> tree;

  private Variables(Map<String, Object> tree) {
    this.tree = tree;
  }

  Map<String, Object> tree() {
    return tree;
  }

  /** What concerns no account: the service and the recipe's parameters. */
  public static Variables of(ServiceSpec spec, Map<String, String> parameters) {
    Map<String, Object> service = new HashMap<>();
    service.put("name", spec.name());
    service.put("url", spec.url().toString());
    service.put("environment", spec.environment());
    put(service, "host", spec.url().getHost());
    int port = spec.url().getPort();
    put(service, "port", port < 0 ? null : String.valueOf(port));
    return new Variables(Map.of("service", service, "parameters", Map.copyOf(parameters)));
  }

  /** The same with what is known of an account. */
  public Variables with(Identity identity) {
    Map<String, Object> account = new HashMap<>();
    account.put("id", identity.account().value());
    account.put("username", identity.username());
    account.put("password", identity.password().reveal());
    account.put("attributes", identity.attributes());
    account.put("labels", identity.labels());
    put(account, "email", identity.email());
    Map<String, Object> enrollment = new HashMap<>();
    put(enrollment, "id", identity.remoteId());
    Map<String, Object> earlier = new HashMap<>();
    identity.earlier().forEach((service, id) -> earlier.put(service, Map.of("id", id)));
    return and(Map.of("account", account, "enrollment", enrollment, "enrollments", earlier));
  }

  /**
   * The same with a made-up account, which has an attribute and a label of every name.
   *
   * @param password what stands for its password
   */
  public Variables ofSample(String password) {
    Map<String, Object> account =
        Map.of(
            "id",
            "01ja0000000000000000000004",
            "username",
            "test_1a2b3c4d",
            "password",
            password,
            "email",
            "test_1a2b3c4d@example.test",
            "attributes",
            new Sample(),
            "labels",
            new Sample());
    return and(
        Map.of("account", account, "enrollment", Map.of("id", "ID"), "enrollments", new Earlier()));
  }

  /** Whatever is asked for is there, and is called what it is asked for by. */
  private static final class Sample extends AbstractMap<String, Object> {
    @Override
    public Object get(Object name) {
      return name.toString().toUpperCase(Locale.ROOT);
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
      return Set.of();
    }
  }

  /** Every earlier service has given an id. */
  private static final class Earlier extends AbstractMap<String, Object> {
    @Override
    public Object get(Object service) {
      return Map.of("id", "ID-IN-" + service);
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
      return Set.of();
    }
  }

  /** The same with the service's credentials. */
  public Variables withCredentials(Map<String, Secret> credentials) {
    Map<String, Object> revealed = new HashMap<>();
    credentials.forEach((name, secret) -> revealed.put(name, secret.reveal()));
    return and(Map.of("credentials", revealed));
  }

  private Variables and(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(tree);
    all.putAll(more);
    return new Variables(all);
  }

  private static void put(Map<String, Object> map, String name, @Nullable String value) {
    if (value != null) {
      map.put(name, value);
    }
  }

  @Override
  public String toString() {
    return "Variables" + tree.keySet();
  }
}
