package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Hold;
import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.account.Intervention.Action;
import dev.testaccounts.core.account.Intervention.Reply;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.account.Work;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseStore.ClaimReply;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.secret.NextSecret;
import dev.testaccounts.core.secret.PasswordRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people do to single accounts: as the pure change says, in one commit with its events. */
public abstract class InterventionContract extends StoreContract {

  @Test
  void aResetIsKeptAsTheChangeSays() {
    Pool pool = given.pool("buyers", given.service("shop"), given.service("stock"));
    EnrolledAccount free = given.free(pool);
    clock.advance(Duration.ofSeconds(1));
    Intervention reset = asked(free.account().id(), Action.RESET);

    Reply reply = intervene(reset);

    EnrolledAccount after = reset.of(free, PasswordRule.STANDARD).orElseThrow().after();
    assertThat(reply).isEqualTo(new Reply.Done(after));
    assertThat(given.read(free.account().id())).isEqualTo(after);
    assertThat(trail(free.account().id())).endsWith(Event.Kind.ACCOUNT_RESET);
    assertThat(Promises.newestEvent(store).actor()).isEqualTo("operator");
    assertThat(given.due(pool.members().getFirst().service())).hasSize(1);
  }

  @Test
  void aResetAccountIsFreeOnlyAfterItWasCleaned() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Id free = given.free(pool).account().id();

    intervene(asked(free, Action.RESET));
    assertThat(store.leases().claim(List.of(drafts.claim(pool, Map.of()))).getFirst().toString())
        .startsWith("NoneFree");
    given.converge(given.due(pool.members().getFirst().service()));

    assertThat(given.read(free).account().state()).isEqualTo(AccountState.FREE);
    assertThat(trail(free)).endsWith(Event.Kind.ACCOUNT_RESET, Event.Kind.ACCOUNT_CLEANED);
  }

  @Test
  void whatIsQuarantinedIsTriedAgainAndCanSucceed() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Work work = given.begun(drafts.account(pool)).getFirst();
    given.observe(work, new Outcome.Failed(Observed.UNKNOWN, "invalid"));
    Id account = work.account().id();
    assertThat(given.read(account).account().state()).isEqualTo(AccountState.QUARANTINED);

    assertThat(intervene(asked(account, Action.RETRY))).isInstanceOf(Reply.Done.class);

    assertThat(given.read(account).account().state()).isEqualTo(AccountState.PENDING);
    given.converge(given.due(pool.members().getFirst().service()));
    assertThat(given.read(account).account())
        .returns(AccountState.FREE, each -> each.state())
        .returns(null, each -> each.reason());
    assertThat(trail(account)).endsWith(Event.Kind.ACCOUNT_RETRIED, Event.Kind.ACCOUNT_READY);
  }

  @Test
  void whatIsHeldIsNobodysUntilItIsReleased() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Id account = given.free(pool).account().id();
    Instant until = clock.instant().plusSeconds(60);

    assertThat(intervene(held(account, until))).isInstanceOf(Reply.Done.class);

    assertThat(given.read(account).account())
        .returns(AccountState.HELD, Account::state)
        .returns(until, Account::heldUntil);
    assertThat(store.leases().claim(List.of(drafts.claim(pool, Map.of()))).getFirst())
        .isInstanceOf(ClaimReply.NoneFree.class);
    intervene(asked(account, Action.RELEASE));
    assertThat(given.read(account).account().heldUntil()).isNull();
    given.converge(given.due(pool.members().getFirst().service()));
    assertThat(given.read(account).account().state()).isEqualTo(AccountState.FREE);
    assertThat(trail(account))
        .endsWith(Event.Kind.ACCOUNT_HELD, Event.Kind.ACCOUNT_RELEASED, Event.Kind.ACCOUNT_CLEANED);
  }

  @Test
  void onlyHoldsWhoseTimeIsOverAreOverdueTheLongestOverFirst() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Instant now = clock.instant();
    Id later = given.free(pool).account().id();
    Id sooner = given.free(pool).account().id();
    Id last = given.free(pool).account().id();
    intervene(held(later, now.plusSeconds(2)));
    intervene(held(sooner, now.plusSeconds(1)));
    intervene(held(last, now.plusSeconds(3)));

    assertThat(store.accounts().overdueHolds(now.plusMillis(999), 9)).isEmpty();
    assertThat(store.accounts().overdueHolds(now.plusSeconds(2), 9))
        .extracting(Account::id)
        .containsExactly(sooner, later);
    assertThat(store.accounts().overdueHolds(now.plusSeconds(2), 1)).hasSize(1);
  }

  private Intervention held(Id account, Instant until) {
    return new Intervention(
        Drafts.PROJECT,
        account,
        Action.HOLD,
        Drafts.next("next"),
        null,
        "operator",
        clock.instant(),
        new Hold(until, "look"),
        null);
  }

  @Test
  void whatIsLeasedStaysAsItIs() {
    Pool pool = given.pool("buyers", given.service("shop"));
    given.free(pool);
    Lease lease = given.lease(pool);
    EnrolledAccount leased = given.read(lease.account());

    assertThat(intervene(asked(lease.account(), Action.DELETE)))
        .isEqualTo(new Reply.NotNow(leased));

    assertThat(given.read(lease.account())).isEqualTo(leased);
    assertThat(trail(lease.account())).doesNotContain(Event.Kind.ACCOUNT_CONDEMNED);
  }

  @Test
  void whatIsDeletedGoesFromEveryService() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Id free = given.free(pool).account().id();

    intervene(asked(free, Action.DELETE));
    assertThat(given.read(free).account().state()).isEqualTo(AccountState.DELETING);
    intervene(asked(free, Action.DELETE));
    given.converge(given.due(pool.members().getFirst().service()));

    assertThat(given.read(free).account().state()).isEqualTo(AccountState.DELETED);
    assertThat(trail(free))
        .endsWith(
            Event.Kind.ACCOUNT_READY, Event.Kind.ACCOUNT_CONDEMNED, Event.Kind.ACCOUNT_DELETED);
    assertThat(store.pools().existing(pool.id())).isZero();
  }

  @Test
  void aJobLearnsThatWhatItWaitedForIsDeleted() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Job job = given.job(pool, 1);
    EnrolledAccount draft = drafts.account(pool, FailurePolicy.RETRY, null, job.id(), Map.of());
    store.jobs().expand(job.id(), 0, List.of(drafts.intent(draft)));

    intervene(asked(draft.account().id(), Action.DELETE));

    assertThat(store.jobs().job(Drafts.PROJECT, job.id()).orElseThrow())
        .returns(1, Job::failed)
        .returns(true, Job::finished);
    assertThat(store.jobs().items(Drafts.PROJECT, job.id(), Page.Request.first(9)).items())
        .singleElement()
        .returns("deleted before it was ready", Job.Item::message);
    assertThat(given.read(draft.account().id()).account().job()).isNull();
  }

  @Test
  void whatIsNotThereOrInAnotherProjectIsNotTouched() {
    EnrolledAccount free = given.free(given.pool("buyers", given.service("shop")));
    Intervention stranger =
        new Intervention(
            "other",
            free.account().id(),
            Action.DELETE,
            NextSecret.of(free.account().secret()),
            null,
            "operator",
            clock.instant());

    assertThat(store.ledger().intervene(List.of(asked(drafts.id(), Action.DELETE), stranger)))
        .containsOnly(new Reply.NoSuchAccount());
    assertThat(given.read(free.account().id())).isEqualTo(free);
  }

  /** A server died before it could tell; the account has moved on when the request comes again. */
  @Test
  void oneOperationIsDoneOnceWhateverTheAccountsStateIsByThen() {
    Pool pool = given.pool("buyers", given.service("shop"));
    Id free = given.free(pool).account().id();
    Id reset = drafts.id();

    intervene(operation(free, Action.RESET, reset));
    EnrolledAccount cleaning = given.read(free);
    assertThat(intervene(operation(free, Action.RESET, reset)))
        .as("while it is cleaned")
        .isEqualTo(new Reply.Done(cleaning));
    given.converge(given.due(pool.members().getFirst().service()));
    EnrolledAccount clean = given.read(free);
    List<Event.Kind> before = trail(free);

    assertThat(intervene(operation(free, Action.RESET, reset)))
        .as("when it is free again")
        .isEqualTo(new Reply.Done(clean));
    assertThat(given.read(free)).isEqualTo(clean);
    assertThat(trail(free)).isEqualTo(before);
    assertThat(intervene(operation(free, Action.RESET, drafts.id())))
        .as("another one")
        .isInstanceOfSatisfying(
            Reply.Done.class,
            done -> assertThat(done.account().account().state()).isEqualTo(AccountState.CLEANING));
  }

  private Intervention operation(Id account, Action action, Id operation) {
    return new Intervention(
        Drafts.PROJECT,
        account,
        action,
        Drafts.next("next"),
        null,
        "operator",
        clock.instant(),
        null,
        operation);
  }

  private Reply intervene(Intervention intervention) {
    return store.ledger().intervene(List.of(intervention)).getFirst();
  }

  private Intervention asked(Id account, Action action) {
    return new Intervention(
        Drafts.PROJECT, account, action, Drafts.next("next"), null, "operator", clock.instant());
  }
}
