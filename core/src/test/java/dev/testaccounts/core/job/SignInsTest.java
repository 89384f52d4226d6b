package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.job.ModelService.Fault;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.pool.AccountDrafts.Purpose;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.SignIn;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A leased account, signed in for its holder. */
class SignInsTest {

  private final World world = new World();
  private final TargetService plain = world.service("plain");
  private final TargetService signing = world.service("signing", Capability.SIGN_IN);
  private final SignIns signIns = new SignIns(world.serviceStore, world);

  @Test
  void each_service_that_has_a_sign_in_gives_its_tokens() {
    EnrolledAccount account = made();

    Map<Id, SignIn> came = signIn(account);

    Secret token = new Secret("token of " + account.account().username());
    assertThat(came).isEqualTo(Map.of(signing.id(), new SignIn.In(Map.of("accessToken", token))));
  }

  @Test
  void what_a_service_says_instead_is_handed_on() {
    EnrolledAccount account = made();
    world.model(signing).order(Fault.NOT_DONE);

    assertThat(signIn(account))
        .containsEntry(signing.id(), new SignIn.Untold(new Reply.NotDone("nobody listens", null)));
  }

  @Test
  void a_service_in_maintenance_is_not_called() {
    EnrolledAccount account = made();
    world.maintain(signing, true);
    int calls = world.model(signing).calls.size();

    assertThat(signIn(account))
        .containsEntry(
            signing.id(),
            new SignIn.Untold(new Reply.Held("the service is in maintenance", Duration.ZERO)));
    assertThat(world.model(signing).calls).hasSize(calls);
  }

  private Map<Id, SignIn> signIn(EnrolledAccount account) {
    return signIns.signIn(account, new Secret(world.password(account)));
  }

  private EnrolledAccount made() {
    Purpose purpose = new Purpose(Map.of(), FailurePolicy.RETRY, null, null);
    EnrolledAccount due =
        Convergence.due(
            world.drafts.draft(world.pool("buyers", plain, signing), purpose, START), START);
    world.accounts.put(due);
    world.reconciler.step();
    return world.accounts.get(due.account().id());
  }
}
