package dev.testaccounts.core.job;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.job.ModelService.Fault;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A probe of a service in which accounts can only be after they are in others. */
class GroundworkTest {

  private final World world = new World();
  private final TargetService auth = world.service("auth");
  private final TargetService mail = world.dependent("mail", List.of("auth"));
  private final TargetService shop =
      world.dependent("shop", List.of("mail", "auth"), Capability.RESET, Capability.EXISTS);
  private final Certification certification = world.certification;

  @Test
  void the_probe_is_made_in_what_comes_first_and_removed_from_it_last() {
    Certificate certificate = certify(null);

    assertThat(certificate.passed()).isTrue();
    assertThat(certificate.removed()).isTrue();
    assertThat(told(certificate))
        .containsSubsequence(
            "create in auth OK: done; the service calls it 'id-NAME'",
            "create in mail OK: done; the service calls it 'id-NAME'",
            "create OK: done; the service calls it 'id-NAME'",
            "reset OK: done",
            "delete OK: done",
            "delete in mail OK: done",
            "delete in auth OK: done")
        .hasSize(4 + 11);
    String id = "id-" + certificate.username();
    assertThat(created(shop).earlier()).isEqualTo(Map.of("auth", id, "mail", id));
    assertThat(created(mail).earlier()).isEqualTo(Map.of("auth", id));
    assertThat(created(auth).earlier()).isEmpty();
    assertThat(world.model(auth).calls).containsExactly("create", "delete");
    assertNothingLeft();
    assertThat(probe().account().state()).isEqualTo(AccountState.DELETED);
  }

  @Test
  void only_services_of_the_pool_count_where_it_is_named() {
    world.pool("shoppers", shop, auth);

    Certificate certificate = certify("shoppers");

    assertThat(certificate.passed()).isTrue();
    assertThat(world.model(mail).calls).isEmpty();
    assertThat(created(shop).earlier()).containsOnlyKeys("auth");
  }

  @Test
  void where_it_is_refused_by_what_comes_first_the_service_is_not_tried() {
    world.model(mail).order(Fault.REJECTED);

    Certificate certificate = certify(null);

    assertThat(certificate.passed()).isFalse();
    assertThat(certificate.removed()).isTrue();
    assertThat(told(certificate))
        .containsExactly(
            "create in auth OK: done; the service calls it 'id-NAME'",
            "create in mail FAILED: 401",
            "create SKIPPED: it is not in a service that this one depends on",
            "delete in auth OK: done");
    assertThat(world.model(shop).calls).isEmpty();
    assertNothingLeft();
  }

  @Test
  void what_others_depend_on_is_removed_after_them_whoever_does_it() {
    world.model(shop).faults.addAll(List.of(Fault.NONE, Fault.NONE, Fault.NONE));
    Collections.nCopies(200, Fault.NOT_DONE)
        .forEach(away -> world.model(shop).order(away, Fault.NONE));

    Certificate certificate = certify(null);
    world.model(shop).faults.clear();

    assertThat(certificate.removed()).isFalse();
    assertThat(told(certificate)).doesNotContain("delete in mail OK: done");
    assertThat(world.model(mail).accounts).hasSize(1);
    assertThat(probe().in(mail.id()).observed()).isEqualTo(Observed.PRESENT);
    assertThat(probe().in(mail.id()).dueAt()).isNull();
    assertThat(world.reconciler.step()).isEqualTo(1);
    assertNothingLeft();
    assertThat(probe().account().state()).isEqualTo(AccountState.DELETED);
  }

  @Test
  void what_cannot_be_removed_from_what_comes_first_is_tried_again() {
    world.model(mail).order(Fault.NONE, Fault.NOT_DONE);

    Certificate certificate = certify(null);

    assertThat(certificate.removed()).isFalse();
    assertThat(told(certificate))
        .endsWith(
            "delete again OK: the service says that there is no such account",
            "delete in mail FAILED: nobody listens");
    assertThat(world.model(auth).accounts).hasSize(1);
    assertThat(world.reconciler.step()).isEqualTo(1);
    assertNothingLeft();
  }

  @Test
  void what_comes_first_is_not_believed_either_that_it_removed_the_probe() {
    TargetService asked = world.dependent("asked", List.of(), Capability.EXISTS);
    TargetService last = world.dependent("last", List.of("asked"));
    world.model(asked).order(Fault.NONE);
    Collections.nCopies(200, Fault.LIE).forEach(lie -> world.model(asked).order(lie, Fault.NONE));

    Certificate certificate = value(certification.certify(ANN, last.name(), null));
    world.model(asked).faults.clear();

    assertThat(certificate.passed()).isFalse();
    assertThat(certificate.removed()).isFalse();
    assertThat(certificate.steps())
        .last()
        .returns("delete in asked", Certificate.Step::name)
        .returns("the service still has it", Certificate.Step::detail);
    assertThat(world.model(asked).accounts).hasSize(1);
    assertThat(world.reconciler.step()).isEqualTo(1);
    assertThat(world.model(asked).accounts).isEmpty();
  }

  @Test
  void what_a_killed_server_left_behind_is_removed_in_that_order_too() {
    world.model(shop).beforeCall =
        () -> {
          throw new IllegalStateException("killed");
        };
    assertThatThrownBy(() -> certify(null)).hasMessage("killed");
    world.model(shop).beforeCall = () -> {};

    assertThat(probe().in(shop.id()).dueAt()).isBefore(probe().in(mail.id()).dueAt());
    assertThat(probe().in(mail.id()).dueAt()).isBefore(probe().in(auth.id()).dueAt());
    world.clock.advance(Duration.ofMinutes(2));
    assertThat(world.reconciler.step()).isZero();
    assertThat(world.workUntil(() -> world.model(mail).accounts.isEmpty(), Duration.ZERO)).isTrue();
    assertThat(world.model(auth).accounts).hasSize(1);
    assertThat(world.workUntil(() -> world.model(auth).accounts.isEmpty(), Duration.ZERO)).isTrue();
    assertThat(probe().account().state()).isEqualTo(AccountState.DELETED);
    assertNothingLeft();
  }

  @Test
  void where_what_comes_first_is_in_maintenance_nothing_is_called() {
    world.maintain(auth, true);

    assertThat(problem(certification.certify(ANN, "shop", null)).code())
        .isEqualTo("service-in-maintenance");
    assertThat(world.accounts.all()).isEmpty();
  }

  @Test
  void where_what_comes_first_has_no_connector_any_more_nothing_is_called() {
    ServiceSpec spec = auth.spec();
    world.serviceStore.put(
        new TargetService(
            auth.id(),
            auth.project(),
            new ServiceSpec(
                "auth", spec.url(), spec.environment(), "gone", Map.of(), spec.limits(), List.of()),
            2,
            auth.createdAt()));

    assertThat(problem(certification.certify(ANN, "shop", null)))
        .isEqualTo(
            new Problem.Conflict("changed-meanwhile", "service 'auth': there is no recipe 'gone'"));
    assertThat(world.accounts.all()).isEmpty();
  }

  private Certificate certify(@Nullable String like) {
    return value(certification.certify(ANN, "shop", like));
  }

  private static List<String> told(Certificate certificate) {
    return certificate.steps().stream()
        .map(
            step ->
                "%s %s: %s"
                    .formatted(
                        step.name(),
                        step.verdict(),
                        step.detail().replace(certificate.username(), "NAME")))
        .toList();
  }

  private EnrolledAccount probe() {
    return world.accounts.all().getFirst();
  }

  private Identity created(TargetService service) {
    return world.model(service).created.getFirst();
  }

  private void assertNothingLeft() {
    assertThat(List.of(auth, mail, shop)).allMatch(each -> world.model(each).accounts.isEmpty());
  }
}
