package dev.testaccounts.core.service;

import dev.testaccounts.core.secret.Secret;
import java.util.Map;

/**
 * An account as a bundle keeps it.
 *
 * @param name what it is found by, such as a distinguished name
 * @param attributes further attributes
 * @param password the secret it should have
 */
public record BundleEntry(String name, Map<String, String> attributes, Secret password) {

  public BundleEntry {
    attributes = Map.copyOf(attributes);
  }
}
