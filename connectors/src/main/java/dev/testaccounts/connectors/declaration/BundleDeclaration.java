package dev.testaccounts.connectors.declaration;

import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.BundleEntry;
import dev.testaccounts.core.service.BundleSetup;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.ServiceSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a service leaves to a bundle, and how it keeps an account by it. Immutable. */
public final class BundleDeclaration {

  private final String bundle;
  private final String objectClass;
  private final @Nullable String username;
  private final Map<String, List<Template>> configuration;
  private final Template name;
  private final @Nullable Template login;
  private final Map<String, Template> attributes;

  BundleDeclaration(
      String bundle,
      String objectClass,
      @Nullable String username,
      Map<String, List<Template>> configuration,
      Template name,
      @Nullable Template login,
      Map<String, Template> attributes) {
    this.bundle = bundle;
    this.objectClass = objectClass;
    this.username = username;
    this.configuration = Map.copyOf(configuration);
    this.name = name;
    this.login = login;
    this.attributes = Map.copyOf(attributes);
  }

  /** The name of the bundle. */
  public String bundle() {
    return bundle;
  }

  /** The attribute that holds an account's username; null where accounts are not to be listed. */
  public @Nullable String username() {
    return username;
  }

  public boolean hasLogin() {
    return login != null;
  }

  /**
   * How the bundle is to be set up now.
   *
   * @param credentials the service's as they are now
   */
  public BundleSetup setup(ServiceSpec spec, Map<String, Secret> credentials)
      throws MissingValueException {
    Variables values = Variables.of(spec, Map.of()).withCredentials(credentials);
    Map<String, List<String>> texts = new HashMap<>();
    for (Map.Entry<String, List<Template>> each : configuration.entrySet()) {
      List<String> list = new ArrayList<>();
      for (Template template : each.getValue()) {
        list.add(template.render(values));
      }
      texts.put(each.getKey(), list);
    }
    return new BundleSetup(bundle, spec.url(), objectClass, texts, spec.limits());
  }

  /** The properties that are said in clear, in texts that are always the same. */
  public Set<String> saidInClear() {
    return configuration.entrySet().stream()
        .filter(each -> each.getValue().stream().allMatch(Template::isFixed))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  public BundleEntry entry(Variables values, Identity identity) throws MissingValueException {
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<String, Template> each : attributes.entrySet()) {
      String text = each.getValue().render(values);
      // What an account does not have is left out: a directory refuses empty values.
      if (!text.isEmpty()) {
        texts.put(each.getKey(), text);
      }
    }
    return new BundleEntry(name.render(values), texts, identity.password());
  }

  /** What an account is found by. */
  public String name(Variables values) throws MissingValueException {
    return name.render(values);
  }

  /** What people type to sign in. */
  public String login(Variables values) throws MissingValueException {
    if (login == null) {
      throw new IllegalStateException("no login is declared");
    }
    return login.render(values);
  }
}
