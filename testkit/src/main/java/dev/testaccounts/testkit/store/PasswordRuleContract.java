package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.secret.PasswordRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The next password of an account is by the rule that its pool has when it is cleaned. */
public abstract class PasswordRuleContract extends StoreContract {

  @Test
  void whatIsReleasedGetsAPasswordByThePoolsRule() {
    Pool pool = pool(new PasswordRule(20, "!"));
    given.free(pool);
    Lease lease = given.lease(pool);

    given.released(lease);

    assertSecret(lease.account(), "next-" + lease.id() + " of 20");
  }

  @Test
  void whatIsResetGetsAPasswordByTheRuleOfNow() {
    Pool pool = pool(PasswordRule.STANDARD);
    Id first = given.free(pool).account().id();
    Id second = given.free(pool).account().id();

    reset(first);
    given.changed(pool, pool.spec().with(new PasswordRule(40, "")));
    reset(second);

    assertSecret(first, "next");
    assertSecret(second, "next of 40");
  }

  private void assertSecret(Id account, String text) {
    assertThat(given.read(account).account().secret()).isEqualTo(Drafts.sealed(text));
  }

  private void reset(Id account) {
    store
        .ledger()
        .intervene(
            List.of(
                new Intervention(
                    Drafts.PROJECT,
                    account,
                    Intervention.Action.RESET,
                    Drafts.next("next"),
                    null,
                    "operator",
                    clock.instant())));
  }

  private Pool pool(PasswordRule rule) {
    Pool plain = given.pool("buyers", given.service("shop"));
    return given.changed(plain, plain.spec().with(rule));
  }
}
