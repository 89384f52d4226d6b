package dev.testaccounts.api;

import java.util.Map;

/**
 * Asks for a job that makes accounts: the body of {@code POST /v1/accounts}. Immutable.
 *
 * @param pool the pool's name; never null
 * @param count how many, 1 to 100,000
 * @param labels what they are called, at most 64; never null
 */
public record AccountsBody(String pool, int count, Map<String, String> labels) {

  /** Copies the labels. */
  public AccountsBody {
    labels = Map.copyOf(labels);
  }
}
