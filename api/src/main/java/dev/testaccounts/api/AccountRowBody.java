package dev.testaccounts.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One account of many that are to be made: a line of {@code POST /v1/accounts}. Immutable.
 *
 * @param username null for one after the pool's pattern
 * @param labels its own, beside those of all; never null
 * @param attributes in place of what the pool says; never null
 */
public record AccountRowBody(
    @Nullable String username, Map<String, String> labels, Map<String, String> attributes) {

  /** Copies the maps. */
  public AccountRowBody {
    labels = Map.copyOf(labels);
    attributes = Map.copyOf(attributes);
  }
}
