package dev.testaccounts.core.service;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a bundle is to be set up for a service. Prints without its configuration, of which some is
 * secret.
 *
 * @param bundle the name of the bundle
 * @param url where the service is
 * @param objectClass what the bundle calls the kind of things that accounts are
 * @param configuration the texts of its properties, by name
 * @param limits how hard the service may be used
 */
public record BundleSetup(
    String bundle,
    URI url,
    String objectClass,
    Map<String, List<String>> configuration,
    Limits limits) {

  public BundleSetup {
    Map<String, List<String>> copy = new HashMap<>();
    configuration.forEach((name, texts) -> copy.put(name, List.copyOf(texts)));
    configuration = Map.copyOf(copy);
  }

  @Override
  public String toString() {
    return "BundleSetup[" + bundle + ", " + url + ", " + objectClass + "]";
  }
}
