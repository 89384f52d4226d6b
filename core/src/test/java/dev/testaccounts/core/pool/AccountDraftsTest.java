package dev.testaccounts.core.pool;

import static dev.testaccounts.core.memory.SettableClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Usernames;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.memory.MemoryPools;
import dev.testaccounts.core.memory.ModelFakes;
import dev.testaccounts.core.memory.PlainBox;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.pool.AccountDrafts.Purpose;
import dev.testaccounts.core.secret.NewSecrets;
import dev.testaccounts.core.secret.PasswordRule;
import dev.testaccounts.core.secret.Passwords;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AccountDraftsTest {

  private final SplittableRandom random = new SplittableRandom(1);
  private final PlainBox box = new PlainBox();
  private final AccountDrafts drafts =
      new AccountDrafts(
          new Usernames(random),
          new NewSecrets(new Passwords(random), box),
          new Ids(random),
          new Numbers(new MemoryPools()),
          new ModelFakes());
  private final Id lease = Samples.id();
  private final Id job = Samples.id();

  @Test
  void a_draft_follows_the_pools_recipe() {
    Purpose purpose = new Purpose(Map.of("run", "gh 1"), FailurePolicy.ABANDON, lease, job);
    Pool pool =
        pool(
            "{pool}_{run}_{hex:8}",
            Map.of(
                "email", "{username}@example.test",
                "note", "{pool}/{run}/{other}/{username}",
                "country", "KR"));

    EnrolledAccount draft = drafts.draft(pool, purpose, START);

    Account account = draft.account();
    String username = account.username();
    assertThat(username).matches("buyers_gh-1_[0-9a-f]{8}");
    assertThat(account.email()).isEqualTo(username + "@example.test");
    assertThat(account.attributes())
        .isEqualTo(
            Map.of(
                "email", username + "@example.test",
                "note", "buyers/gh 1/{other}/" + username,
                "country", "KR"));
    assertThat(account.labels()).isEqualTo(Map.of("run", "gh 1"));
    assertThat(account.state()).isEqualTo(AccountState.PENDING);
    assertThat(account.onFailure()).isEqualTo(FailurePolicy.ABANDON);
    assertThat(account.reservation()).isEqualTo(lease);
    assertThat(account.job()).isEqualTo(job);
    assertThat(account.pool()).isEqualTo(pool.id());
    assertThat(account.createdAt()).isEqualTo(START);
    assertThat(Passwords.recognises(box.open(account.secret(), "shop").reveal())).isTrue();
    assertThat(draft.enrollments())
        .containsExactly(
            Enrollment.intended(account.id(), pool.members().getFirst().service(), 0),
            Enrollment.intended(account.id(), pool.members().getLast().service(), 1));
  }

  @Test
  void passwords_are_by_the_pools_rule() {
    Purpose purpose = new Purpose(Map.of(), FailurePolicy.RETRY, null, null);
    Pool standard = pool("{hex:8}", Map.of());
    PoolSpec spec = standard.spec().with(new PasswordRule(20, "!"));
    Pool pool = new Pool(standard.id(), "shop", spec, standard.members(), 1, START);

    List<Pool.Member> in = List.of(new Pool.Member(Samples.id(), 0));
    assertThat(password(drafts.draft(pool, purpose, START))).hasSize(20).startsWith("Tam1!");
    assertThat(password(drafts.draft(pool, purpose, "ann", Map.of(), START))).hasSize(20);
    assertThat(password(drafts.probe("shop", in, pool, purpose, START))).hasSize(20);
    assertThat(password(drafts.probe("shop", in, null, purpose, START))).hasSize(31);
    assertThat(password(drafts.draft("shop", Samples.id(), purpose, START))).hasSize(31);
  }

  private String password(EnrolledAccount draft) {
    return box.open(draft.account().secret(), "shop").reveal();
  }

  @Test
  void what_has_no_value_is_none_and_labels_do_not_stand_for_the_pools_words() {
    Purpose purpose =
        new Purpose(
            Map.of("pool", "forged", "username", "forged"), FailurePolicy.RETRY, null, null);

    Account account =
        drafts
            .draft(pool("{hex:8}", Map.of("note", "{pool}/{run}/{username}")), purpose, START)
            .account();

    assertThat(account.attributes()).containsEntry("note", "buyers/none/" + account.username());
    assertThat(account.email()).isNull();
  }

  @Test
  void an_accounts_number_is_the_same_wherever_it_stands() {
    Purpose purpose =
        new Purpose(Map.of("worker", "gw3", "seq", "forged"), FailurePolicy.RETRY, null, null);
    Pool numbered = pool("{pool}_{worker}_{seq}", Map.of("phone", "+82-10-{seq} of {worker}"));
    Pool described = pool("{hex:8}", Map.of("email", "user{seq}@example.test"));

    Account first = drafts.draft(numbered, purpose, START).account();
    Account second = drafts.draft(numbered, purpose, START).account();

    assertThat(first.username()).isEqualTo("buyers_gw3_1");
    assertThat(first.attributes()).containsEntry("phone", "+82-10-1 of gw3");
    assertThat(second.username()).isEqualTo("buyers_gw3_2");
    assertThat(drafts.draft(described, purpose, START).account().email())
        .isEqualTo("user1@example.test");
  }

  @Test
  void what_is_made_up_is_the_same_wherever_it_stands_in_an_account() {
    Purpose purpose =
        new Purpose(Map.of("faker:name.firstName", "forged"), FailurePolicy.RETRY, null, null);
    Pool pool =
        pool(
            "{faker:name.firstName}_{hex:6}",
            Map.of("name", "{faker:name.firstName} $1 {faker:x}", "other", "{faker:no.such}"));

    Account first = drafts.draft(pool, purpose, START).account();

    assertThat(first.username()).matches("Ann-1_[0-9a-f]{6}");
    assertThat(first.attributes()).isEqualTo(Map.of("name", "Ann 1 $1 {faker:x}", "other", "none"));
    assertThat(drafts.draft(pool, purpose, START).account().username()).startsWith("Ann-2_");
  }

  @Test
  void what_a_label_says_is_not_filled_in_again() {
    Purpose purpose =
        new Purpose(
            Map.of("run", "{username}", "worker", "{faker:name.firstName}"),
            FailurePolicy.RETRY,
            null,
            null);

    Account account =
        drafts.draft(pool("{hex:8}", Map.of("by", "{run} {worker}")), purpose, START).account();

    assertThat(account.attributes()).containsEntry("by", "{username} {faker:name.firstName}");
  }

  /** Nobody else has a name with our random digits. */
  @Test
  void a_service_is_asked_for_a_name_that_a_person_may_have() {
    Purpose purpose = new Purpose(Map.of(), FailurePolicy.RETRY, null, null);
    Pool random = pool("{hex:8}", Map.of());

    assertThat(observed(drafts.draft(random, purpose, START))).containsOnly(Observed.ABSENT);
    assertThat(observed(drafts.draft(random, purpose, "test_1a2b3c4d", Map.of(), START)))
        .containsOnly(Observed.UNASKED);
    assertThat(observed(drafts.draft(pool("qa_{seq}", Map.of()), purpose, START)))
        .containsOnly(Observed.UNASKED);
  }

  private static List<Observed> observed(EnrolledAccount draft) {
    return draft.enrollments().stream().map(Enrollment::observed).toList();
  }

  @Test
  void an_account_without_a_pool_is_wanted_in_one_service() {
    Id service = Samples.id();
    Purpose purpose = new Purpose(Map.of(), FailurePolicy.ABANDON, null, null);

    EnrolledAccount draft = drafts.draft("shop", service, purpose, START);

    assertThat(draft.account().pool()).isNull();
    assertThat(draft.account().username()).matches("test_[0-9a-f]{8}");
    assertThat(draft.account().attributes()).isEmpty();
    assertThat(draft.enrollments())
        .containsExactly(Enrollment.intended(draft.account().id(), service, 0));
  }

  private static Pool pool(String username, Map<String, String> attributes) {
    PoolSpec spec =
        new PoolSpec(
            "buyers",
            List.of("a", "b"),
            username,
            attributes,
            0,
            10,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            OnRelease.RESET);
    List<Pool.Member> members =
        List.of(new Pool.Member(Samples.id(), 0), new Pool.Member(Samples.id(), 1));
    return new Pool(Samples.id(), "shop", spec, members, 1, START);
  }
}
