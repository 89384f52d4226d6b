package dev.testaccounts.core.lease;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.kernel.Labels;
import dev.testaccounts.core.kernel.Problem;
import java.util.Map;
import java.util.Optional;

/**
 * Which accounts of a pool will do: those that carry all of it.
 *
 * @param attributes what the pool's recipe must have given them
 * @param labels what their maker must have called them
 */
public record AccountFilter(Map<String, String> attributes, Map<String, String> labels) {

  private static final AccountFilter NONE = new AccountFilter(Map.of(), Map.of());

  public AccountFilter {
    attributes = Map.copyOf(attributes);
    labels = Map.copyOf(labels);
  }

  /** Any account will do. */
  public static AccountFilter none() {
    return NONE;
  }

  /** Whether any account will do. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** The first thing that no account could carry; empty where there is none. */
  Optional<Problem> problem() {
    return Labels.check("attributes", attributes).or(() -> Labels.check("accountLabels", labels));
  }

  /** Whether an account carries all of it. */
  public boolean fits(Account account) {
    return account.attributes().entrySet().containsAll(attributes.entrySet())
        && account.labels().entrySet().containsAll(labels.entrySet());
  }
}
