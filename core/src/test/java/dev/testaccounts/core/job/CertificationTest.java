package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.account.AccountLedger.Intended;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Desired;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Certificate.Step;
import dev.testaccounts.core.job.Certificate.Verdict;
import dev.testaccounts.core.job.ModelService.Fault;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.memory.SettableClock;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A probe's whole life in a service that does as it says, or does not. */
class CertificationTest {

  private final World world = new World();
  private final TargetService able = world.service("able", Capability.values());
  private final TargetService plain = world.service("plain");
  private final Certification certification = world.certification;

  @Test
  void every_step_is_made_where_the_service_can() {
    Certificate certificate = certify(able);

    assertThat(certificate.passed()).isTrue();
    assertThat(certificate.removed()).isTrue();
    assertThat(certificate.username()).matches("test_[0-9a-f]{8}");
    assertThat(told(certificate))
        .containsExactly(
            "check OK: done",
            "create OK: done; the service calls it 'id-NAME'",
            "read back OK: done; the service calls it 'id-NAME'",
            "sign in OK: signed in; tokens: 1",
            "reset OK: done",
            "sign in with the new password OK: signed in; tokens: 1",
            "sign in with the old password OK: not let in",
            "list OK: listed in part 1",
            "delete OK: done",
            "read back that it is gone OK: the service says that there is no such account",
            "delete again OK: the service says that there is no such account");
    assertThat(world.model(able).accounts).isEmpty();
    assertThat(world.model(able).calls).hasSize(11);
  }

  @Test
  void what_a_service_does_not_declare_is_skipped_with_the_reason() {
    Certificate certificate = certify(plain);

    assertThat(certificate.passed()).isTrue();
    assertThat(told(certificate))
        .containsExactly(
            "check SKIPPED: the service declares no check",
            "create OK: done; the service calls it 'id-NAME'",
            "read back SKIPPED: the service declares no exists",
            "sign in SKIPPED: the service declares no login",
            "reset SKIPPED: the service declares no reset",
            "sign in with the new password SKIPPED: there was no reset",
            "sign in with the old password SKIPPED: there was no reset",
            "list SKIPPED: the service declares no list",
            "delete OK: done",
            "read back that it is gone SKIPPED: the service declares no exists",
            "delete again OK: the service says that there is no such account");
  }

  @Test
  void a_reset_without_a_sign_in_is_not_proven() {
    TargetService mute = world.service("mute", Capability.RESET);

    assertThat(told(certify(mute)))
        .contains("sign in with the new password SKIPPED: the service declares no login");
  }

  @Test
  void the_probe_is_on_record_as_one_to_be_removed_before_it_is_created() {
    world.model(plain).beforeCall =
        () -> {
          EnrolledAccount probe = world.accounts.all().getFirst();
          assertThat(probe.account().state()).isEqualTo(AccountState.DELETING);
          assertThat(probe.account().pool()).isNull();
          assertThat(probe.account().labels()).containsEntry("purpose", "certification");
          assertThat(probe.in(plain.id()).desired()).isEqualTo(Desired.ABSENT);
          assertThat(probe.in(plain.id()).observed()).isEqualTo(Observed.UNKNOWN);
          assertThat(world.reconciler.step()).isZero();
        };

    assertThat(certify(plain).passed()).isTrue();

    EnrolledAccount probe = world.accounts.all().getFirst();
    assertThat(probe.account().state()).isEqualTo(AccountState.DELETED);
    assertThat(world.accounts.events)
        .extracting(Event::kind)
        .containsExactly(Event.Kind.ACCOUNT_INTENDED, Event.Kind.ACCOUNT_DELETED);
    assertThat(world.accounts.events.getFirst().actor()).isEqualTo("ann");
    assertThat(world.woken).isEqualTo(1);
  }

  @Test
  void what_a_killed_server_left_behind_is_removed_when_its_claim_is_over() {
    world.model(plain).beforeCall =
        () -> {
          if (world.model(plain).calls.size() == 2) {
            throw new IllegalStateException("killed");
          }
        };
    assertThatThrownBy(() -> certify(plain)).hasMessage("killed");
    world.model(plain).beforeCall = () -> {};
    assertThat(world.model(plain).accounts).hasSize(1);

    world.clock.advance(Duration.ofSeconds(189));
    assertThat(world.reconciler.step()).isZero();
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(world.reconciler.step()).isEqualTo(1);

    assertThat(world.model(plain).accounts).isEmpty();
    assertThat(state()).isEqualTo(AccountState.DELETED);
  }

  @Test
  void a_create_that_is_refused_leaves_nothing_to_try() {
    world.model(plain).order(Fault.REJECTED);

    Certificate certificate = certify(plain);

    assertThat(certificate.passed()).isFalse();
    assertThat(certificate.removed()).isTrue();
    assertThat(told(certificate))
        .contains(
            "create FAILED: 401",
            "read back SKIPPED: there is no account to try it on",
            "delete SKIPPED: there is no account of ours to delete",
            "read back that it is gone SKIPPED: there is no account of ours to delete",
            "delete again SKIPPED: there is no account of ours to delete");
    assertThat(world.model(plain).calls).containsExactly("create");
    assertThat(state()).isEqualTo(AccountState.DELETED);
  }

  @Test
  void what_was_there_before_is_not_ours_and_stays() {
    world.model(able).beforeCall =
        () ->
            world
                .model(able)
                .accounts
                .put(world.accounts.all().getFirst().account().username(), "theirs");

    Certificate certificate = certify(able);

    assertThat(told(certificate)).contains("create FAILED: the name is taken: taken");
    assertThat(certificate.removed()).isTrue();
    assertThat(world.model(able).calls).containsExactly("check", "create");
    assertThat(state()).isEqualTo(AccountState.DELETED);
  }

  @Test
  void a_create_without_an_answer_is_deleted_and_looked_at_again() {
    world.model(plain).order(Fault.LATE);

    Certificate certificate = certify(plain);

    assertThat(certificate.passed()).isFalse();
    assertThat(certificate.removed()).isFalse();
    assertThat(told(certificate))
        .contains(
            "create FAILED: no answer",
            "delete OK: the service says that there is no such account");
    world.clock.advance(Duration.ofSeconds(5));
    world.model(plain).land();
    assertThat(world.model(plain).accounts).hasSize(1);
    assertThat(world.reconciler.step()).isEqualTo(1);
    assertThat(world.model(plain).accounts).isEmpty();
    assertThat(state()).isEqualTo(AccountState.DELETED);
  }

  @Test
  void a_delete_that_fails_is_tried_again_by_a_worker() {
    world.model(plain).order(Fault.NONE, Fault.NOT_DONE, Fault.NOT_DONE);

    Certificate certificate = certify(plain);

    assertThat(told(certificate))
        .contains("delete FAILED: nobody listens", "delete again FAILED: nobody listens");
    assertThat(certificate.removed()).isFalse();
    assertThat(world.accounts.all().getFirst().in(plain.id()).lastError())
        .isEqualTo("the probe is still to be removed");
    assertThat(world.reconciler.step()).isEqualTo(1);
    assertThat(world.model(plain).accounts).isEmpty();
  }

  @Test
  void a_lying_delete_is_found_out() {
    world.model(able).faults.addAll(Collections.nCopies(8, Fault.NONE));
    Collections.nCopies(200, Fault.LIE).forEach(lie -> world.model(able).order(lie, Fault.NONE));

    Certificate certificate = certify(able);
    world.model(able).faults.clear();

    assertThat(told(certificate))
        .contains("read back that it is gone FAILED: the service still has it");
    assertThat(certificate.removed()).isFalse();
    assertThat(world.reconciler.step()).isEqualTo(1);
    assertThat(world.model(able).accounts).isEmpty();
  }

  @Test
  void a_delete_that_takes_effect_later_is_waited_for() {
    ModelService model = world.model(able);
    model.faults.addAll(Collections.nCopies(8, Fault.NONE));
    Collections.nCopies(10, Fault.LIE).forEach(lie -> model.order(lie, Fault.NONE));
    model.beforeCall =
        () -> {
          if (!world.clock.instant().isBefore(SettableClock.START.plusSeconds(3))) {
            model.accounts.clear();
          }
        };

    Certificate certificate = certify(able);

    assertThat(told(certificate))
        .contains(
            "read back that it is gone OK: the service says that there is no such account, after 5"
                + " deletes");
    assertThat(certificate.removed()).isTrue();
    assertThat(certificate.took()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
  }

  /** As where the first locks the account. */
  @Test
  void where_it_takes_two_deletes_the_second_is_made() {
    world.model(able).faults.addAll(Collections.nCopies(8, Fault.NONE));
    world.model(able).order(Fault.LIE);

    assertThat(told(certify(able)))
        .contains(
            "read back that it is gone OK: the service says that there is no such account, after 2"
                + " deletes");
  }

  @Test
  void a_lying_reset_is_found_out() {
    world.model(able).faults.addAll(Collections.nCopies(4, Fault.NONE));
    world.model(able).order(Fault.LIE);

    assertThat(told(certify(able)))
        .contains(
            "reset OK: done",
            "sign in with the new password FAILED: not let in",
            "sign in with the old password FAILED: expected to be refused, was let in");
  }

  @Test
  void sign_ins_without_an_answer_prove_nothing() {
    world.model(able).faults.addAll(Collections.nCopies(5, Fault.NONE));
    world.model(able).order(Fault.NOT_DONE, Fault.BUSY, Fault.REJECTED);

    assertThat(told(certify(able)))
        .contains(
            "sign in with the new password FAILED: nobody listens",
            "sign in with the old password FAILED: 429",
            "list FAILED: 401");
  }

  @Test
  void an_account_that_disappears_is_found_out() {
    world.model(able).beforeCall =
        () -> {
          if (world.model(able).calls.size() > 2) {
            world.model(able).accounts.keySet().removeIf(name -> name.startsWith("test_"));
          }
        };
    world.model(able).accounts.put("a", "other");
    world.model(able).accounts.put("b", "other");

    assertThat(told(certify(able)))
        .contains(
            "read back FAILED: the service says that there is no such account",
            "reset FAILED: the service says that there is no such account",
            "sign in with the new password SKIPPED: there was no reset",
            "list FAILED: it is in none of the 2 parts of the list",
            "delete FAILED: the service says that there is no such account",
            "read back that it is gone OK: the service says that there is no such account");
  }

  @Test
  void a_list_is_read_part_by_part() {
    world.model(able).accounts.put("a", "other");

    assertThat(told(certify(able))).contains("list OK: listed in part 2");
  }

  @Test
  void a_list_without_end_is_read_for_as_long_as_there_is_time() {
    world.model(able).beforeCall =
        () -> {
          if (world.model(able).calls.getLast().equals("list")) {
            world.clock.advance(Duration.ofSeconds(60));
          }
        };
    List.of("a", "b", "c").forEach(name -> world.model(able).accounts.put(name, "other"));

    Certificate certificate = certify(able);

    assertThat(told(certificate))
        .contains(
            "list FAILED: it was not in the first 3 parts; there was no time for more",
            "delete FAILED: not tried: the steps before took all the time there is");
    assertThat(certificate.took()).isEqualTo(Duration.ofMinutes(3));
    assertThat(certificate.steps().get(7).took()).isEqualTo(Duration.ofMinutes(3));
    assertThat(certificate.removed()).isFalse();
    assertThat(world.reconciler.step()).isEqualTo(1);
    assertThat(world.model(able).accounts).hasSize(3);
  }

  @Test
  void a_service_taken_into_maintenance_meanwhile_is_called_no_more() {
    world.model(plain).beforeCall = () -> world.maintain(plain, true);

    Certificate certificate = certify(plain);

    assertThat(told(certificate))
        .contains("delete FAILED: not tried: the service is in maintenance");
    assertThat(world.model(plain).calls).containsExactly("create");
  }

  @Test
  void a_service_in_maintenance_or_unknown_is_not_called() {
    world.maintain(plain, true);

    assertThat(problem(certification.certify(ANN, "plain", null)).code())
        .isEqualTo("service-in-maintenance");
    assertThat(problem(certification.certify(ANN, "none", null)).code())
        .isEqualTo("no-such-service");
    assertThat(world.accounts.all()).isEmpty();
  }

  @Test
  void a_name_that_is_taken_is_no_reason_to_give_up_at_once() {
    world.accounts.ordered.addAll(Collections.nCopies(9, Intended.USERNAME_TAKEN));
    assertThat(certify(plain).passed()).isTrue();

    world.accounts.ordered.addAll(Collections.nCopies(10, Intended.USERNAME_TAKEN));
    assertThat(problem(certification.certify(ANN, "plain", null)))
        .isEqualTo(
            new Problem.Conflict("names-exhausted", "no free name for a probe in 10 attempts"));
    world.accounts.ordered.add(Intended.POOL_GONE);
    assertThat(problem(certification.certify(ANN, "plain", null)).code())
        .isEqualTo("changed-meanwhile");
  }

  private Certificate certify(TargetService service) {
    return value(certification.certify(ANN, service.name(), null));
  }

  private AccountState state() {
    return world.accounts.all().getFirst().account().state();
  }

  private static List<String> told(Certificate certificate) {
    return certificate.steps().stream().map(step -> told(step, certificate.username())).toList();
  }

  private static String told(Step step, String username) {
    Verdict verdict = step.verdict();
    return step.name() + " " + verdict + ": " + step.detail().replace(username, "NAME");
  }
}
