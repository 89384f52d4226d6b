package dev.testaccounts.core.job;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.kernel.Id;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts a clean-up is to remove: those that fit every part that is given. Accounts that
 * are being deleted or are deleted never fit. A leased account fits only where {@code
 * includeLeased} says so, or its live lease carries all the labels.
 *
 * @param pool the pool they are in; null for any
 * @param labels labels that the account or its live lease must carry; empty for any
 * @param accounts exactly these; empty for any
 * @param createdBefore made before then; null for any time
 * @param state where they are in their life; null for anywhere
 * @param includeLeased whether leases may be revoked
 */
public record Selector(
    @Nullable Id pool,
    Map<String, String> labels,
    List<Id> accounts,
    @Nullable Instant createdBefore,
    @Nullable AccountState state,
    boolean includeLeased) {

  public Selector {
    labels = Map.copyOf(labels);
    accounts = List.copyOf(accounts);
  }

  /** One that takes accounts in any state. */
  public Selector(
      @Nullable Id pool,
      Map<String, String> labels,
      List<Id> accounts,
      @Nullable Instant createdBefore,
      boolean includeLeased) {
    this(pool, labels, accounts, createdBefore, null, includeLeased);
  }

  /** Whether it says nothing: such a clean-up is refused. */
  public boolean isEmpty() {
    return pool == null
        && labels.isEmpty()
        && accounts.isEmpty()
        && createdBefore == null
        && state == null;
  }

  /** What the trail says of it. */
  String shown() {
    String text = toString();
    return text.length() <= 500 ? text : text.substring(0, 500) + "…";
  }
}
