package dev.testaccounts.core.service;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.serviceSpec;
import static dev.testaccounts.core.memory.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.memory.MemoryServices;
import dev.testaccounts.core.memory.Samples;
import dev.testaccounts.core.memory.SettableClock;
import dev.testaccounts.core.service.ServiceStore.Write;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesTest {

  private final MemoryServices store = new MemoryServices();
  private final SettableClock clock = new SettableClock();
  private final Services services =
      new Services(
          store, new NoConnectors(), Guard.loopback(), new Ids(new SplittableRandom(1)), clock);

  @Test
  void a_service_is_registered_with_its_event() {
    TargetService made = value(services.register(ANN, serviceSpec("user-service")));

    assertThat(made.version()).isEqualTo(1);
    assertThat(made.createdAt()).isEqualTo(SettableClock.START);
    assertThat(made.project()).isEqualTo("shop");
    assertThat(value(services.service(ANN, "user-service"))).isEqualTo(made);
    assertThat(store.events)
        .containsExactly(
            event(
                Event.Kind.SERVICE_REGISTERED,
                Map.of("service", "user-service", "url", "http://localhost:8081")));
  }

  @Test
  void the_same_request_registers_one_service() {
    Id id = Samples.id();
    TargetService made = value(services.register(ANN, serviceSpec("user-service"), id));

    assertThat(made.id()).isEqualTo(id);
    assertThat(value(services.register(ANN, serviceSpec("user-service"), id))).isEqualTo(made);
    assertThat(store.events).hasSize(1);
    Principal bob = new Principal("bank", "bob");
    assertThat(value(services.register(bob, serviceSpec("user-service"), id)).project())
        .as("whatever another project has under that id")
        .isEqualTo("bank");
  }

  @Test
  void a_name_is_given_once() {
    value(services.register(ANN, serviceSpec("user-service")));

    assertThat(problem(services.register(ANN, serviceSpec("user-service"))))
        .isEqualTo(
            new Problem.Conflict("name-taken", "there is a service named 'user-service' already"));
    assertThat(store.events).hasSize(1);
  }

  @Test
  void another_project_may_use_the_same_name_and_sees_only_its_own() {
    Principal bob = new Principal("bank", "bob");
    TargetService anns = value(services.register(ANN, serviceSpec("user-service")));
    TargetService bobs = value(services.register(bob, serviceSpec("user-service")));

    assertThat(services.services(ANN, Page.Request.first(10)).items()).containsExactly(anns);
    assertThat(services.services(bob, Page.Request.first(10)).items()).containsExactly(bobs);
  }

  @Test
  void what_is_wrong_with_a_service_is_said_before_anything_is_kept() {
    ServiceSpec good = serviceSpec("good");

    assertThat(refused(serviceSpec("Bad"))).isEqualTo("invalid-name");
    assertThat(refused(at(good, "http://evil.example"))).isEqualTo("host-not-allowed");
    assertThat(refused(environment(good, "Production"))).isEqualTo("production-refused");
    assertThat(detail(recipe(good, "smoke")))
        .isEqualTo("connector.recipe: expected one of [another, mute, simple], got 'smoke'");
    assertThat(detail(at(good, "http://localhost/badly-set")))
        .isEqualTo("connector.http: badly set");
    assertThat(detail(serviceSpec("good", "missing")))
        .isEqualTo("dependsOn: there is no service named 'missing'");
    assertThat(detail(serviceSpec("good", "good")))
        .isEqualTo("dependsOn: expected other services, got 'good' itself");
    assertThat(store.events).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, PT5S, 'limits.concurrency: expected 1 to 1024, got 0'",
    "1025, PT5S, 'limits.concurrency: expected 1 to 1024, got 1025'",
    "1, PT0.009S, 'limits.timeout: expected 10ms to 5m, got PT0.009S'",
    "1, PT5M0.001S, 'limits.timeout: expected 10ms to 5m, got PT5M0.001S'"
  })
  void limits_out_of_range_are_refused(int concurrency, Duration timeout, String detail) {
    assertThat(detail(limits(serviceSpec("good"), new Limits(concurrency, timeout))))
        .isEqualTo(detail);
  }

  @Test
  void a_request_is_shown_by_the_services_connector() {
    value(services.register(ANN, serviceSpec("good")));

    assertThat(services.request(ANN, "good", "create"))
        .isEqualTo(Result.ok(new ShownRequest("POST", "http://shown", Map.of("A", "***"), null)));
    assertThat(problem(services.request(ANN, "good", "smoke")).detail())
        .isEqualTo(
            "operation: expected one that service 'good' declares, got 'smoke'; the recipe simple"
                + " declares none, its two requests are always the same");
    value(services.register(ANN, recipe(serviceSpec("other"), "another")));
    assertThat(problem(services.request(ANN, "other", "smoke")).detail())
        .isEqualTo("operation: expected one that service 'other' declares, got 'smoke'");
    value(services.register(ANN, recipe(serviceSpec("bundled"), "mute")));
    assertThat(problem(services.request(ANN, "bundled", "create")).detail())
        .endsWith("got 'create'; its connector sends none that could be shown");
    assertThat(problem(services.request(ANN, "gone", "create")).code())
        .isEqualTo("no-such-service");
  }

  @Test
  void the_health_of_a_service_is_what_its_connector_has_seen() {
    TargetService service = value(services.register(ANN, serviceSpec("good")));

    assertThat(services.health(service)).isEqualTo(SICK);
  }

  @Test
  void limits_in_range_are_taken() {
    assertThat(
            services.register(
                ANN, limits(serviceSpec("slow"), new Limits(1024, Duration.ofMinutes(5)))))
        .matches(result -> value(result).spec().limits().concurrency() == 1024);
    value(services.register(ANN, limits(serviceSpec("b"), new Limits(1, Duration.ofMillis(10)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunter2", "", "x${env:A}", "${env:}", "${env:A", "${exec:id}"})
  void a_credential_is_a_reference_and_a_value_is_never_kept_or_shown(String credential) {
    Problem problem = problem(services.register(ANN, bearer(serviceSpec("good"), credential)));

    assertThat(problem)
        .isEqualTo(
            new Problem.Invalid(
                "invalid-request",
                "credentials.bearer: expected a reference ${env:NAME}, ${file:PATH} or"
                    + " ${vault:PATH#KEY}, not a value"));
    assertThat(store.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${env:USER_SERVICE_TOKEN}",
        "${file:/run/secrets/token}",
        "${vault:secret/users#token}"
      })
  void references_are_taken(String credential) {
    value(services.register(ANN, bearer(serviceSpec("good"), credential)));
  }

  @Test
  void a_trailing_slash_does_not_make_another_URL() {
    assertThat(at(serviceSpec("a"), "http://localhost:1/base//").url())
        .isEqualTo(URI.create("http://localhost:1/base"));
    assertThat(at(serviceSpec("a"), "http://localhost:1/").url())
        .isEqualTo(URI.create("http://localhost:1"));
    assertThat(at(serviceSpec("a"), "http://localhost:1/?q=/").url())
        .isEqualTo(URI.create("http://localhost:1/?q=/"));
  }

  @Test
  void a_service_is_changed_in_place() {
    TargetService made = value(services.register(ANN, serviceSpec("user-service")));
    clock.advance(Duration.ofHours(1));
    ServiceSpec next = at(serviceSpec("user-service"), "http://localhost:9");

    TargetService changed = value(services.change(ANN, next, null, OptionalLong.of(1)));

    assertThat(changed).isEqualTo(new TargetService(made.id(), "shop", next, 2, made.createdAt()));
    assertThat(store.service(made.id())).contains(changed);
    assertThat(store.events.getLast().kind()).isEqualTo(Event.Kind.SERVICE_CHANGED);
  }

  @Test
  void a_change_that_did_not_see_the_latest_version_is_refused() {
    value(services.register(ANN, serviceSpec("user-service")));
    Problem changed =
        new Problem.Conflict(
            "changed-meanwhile", "service 'user-service' was changed or removed since it was read");

    assertThat(problem(services.change(ANN, serviceSpec("user-service"), null, OptionalLong.of(7))))
        .isEqualTo(changed);
    store.answerNext(Write.CHANGED);
    assertThat(
            problem(services.change(ANN, serviceSpec("user-service"), null, OptionalLong.empty())))
        .isEqualTo(changed);
    value(services.change(ANN, serviceSpec("user-service"), null, OptionalLong.empty()));
  }

  @Test
  void a_change_is_checked_like_a_new_service() {
    value(services.register(ANN, serviceSpec("user-service")));
    ServiceSpec next = at(serviceSpec("user-service"), "http://evil.example");

    assertThat(problem(services.change(ANN, next, null, OptionalLong.empty())).code())
        .isEqualTo("host-not-allowed");
    assertThat(problem(services.change(ANN, serviceSpec("other"), null, OptionalLong.empty())))
        .isEqualTo(new Problem.NotFound("no-such-service", "there is no service named 'other'"));
  }

  @Test
  void a_service_is_removed_unless_it_is_used() {
    value(services.register(ANN, serviceSpec("user-service")));

    store.answerNext(Write.IN_USE);
    assertThat(problem(services.remove(ANN, "user-service")))
        .isEqualTo(
            new Problem.Conflict(
                "in-use", "service 'user-service' is used by a pool or still holds accounts"));
    store.answerNext(Write.CHANGED);
    assertThat(problem(services.remove(ANN, "user-service")).code()).isEqualTo("changed-meanwhile");
    value(services.remove(ANN, "user-service"));
    assertThat(problem(services.remove(ANN, "user-service")).code()).isEqualTo("no-such-service");
    assertThat(store.events.getLast().kind()).isEqualTo(Event.Kind.SERVICE_REMOVED);
  }

  private String refused(ServiceSpec spec) {
    return problem(services.register(ANN, spec)).code();
  }

  private String detail(ServiceSpec spec) {
    assertThat(refused(spec)).isEqualTo("invalid-request");
    return problem(services.register(ANN, spec)).detail();
  }

  private static ServiceSpec at(ServiceSpec spec, String url) {
    return new ServiceSpec(
        spec.name(),
        URI.create(url),
        spec.environment(),
        spec.recipe(),
        spec.credentials(),
        spec.limits(),
        spec.dependsOn());
  }

  private static ServiceSpec environment(ServiceSpec spec, String environment) {
    return new ServiceSpec(
        spec.name(),
        spec.url(),
        environment,
        spec.recipe(),
        spec.credentials(),
        spec.limits(),
        spec.dependsOn());
  }

  private static ServiceSpec recipe(ServiceSpec spec, String recipe) {
    return new ServiceSpec(
        spec.name(),
        spec.url(),
        spec.environment(),
        recipe,
        spec.credentials(),
        spec.limits(),
        spec.dependsOn());
  }

  private static ServiceSpec limits(ServiceSpec spec, Limits limits) {
    return new ServiceSpec(
        spec.name(),
        spec.url(),
        spec.environment(),
        spec.recipe(),
        spec.credentials(),
        limits,
        spec.dependsOn());
  }

  private static ServiceSpec bearer(ServiceSpec spec, String credential) {
    return new ServiceSpec(
        spec.name(),
        spec.url(),
        spec.environment(),
        spec.recipe(),
        Map.of("bearer", credential),
        spec.limits(),
        List.of());
  }

  private static Event event(Event.Kind kind, Map<String, String> detail) {
    return new Event("shop", SettableClock.START, "ann", kind, null, null, null, detail);
  }

  private static final ServiceHealth SICK =
      new ServiceHealth(ServiceHealth.State.OPEN, SettableClock.START, "500", null);

  /** Can do nothing but show its create. */
  private record Showing(boolean shows) implements Connector {
    @Override
    public Set<Capability> capabilities() {
      return Set.of();
    }

    @Override
    public Reply create(Identity identity) {
      return new Reply.Rejected("not here");
    }

    @Override
    public Reply delete(Identity identity) {
      return new Reply.Rejected("not here");
    }

    @Override
    public Reply exists(Identity identity) {
      return new Reply.Rejected("not here");
    }

    @Override
    public Reply reset(Identity identity) {
      return new Reply.Rejected("not here");
    }

    @Override
    public Optional<ShownRequest> shown(String operation) {
      return shows && operation.equals("create")
          ? Optional.of(new ShownRequest("POST", "http://shown", Map.of("A", "***"), null))
          : Optional.empty();
    }
  }

  private static final class NoConnectors implements Connectors {
    @Override
    public ServiceHealth health(TargetService service) {
      return SICK;
    }

    @Override
    public Set<String> recipes() {
      return Set.of("simple", "another", "mute");
    }

    /** Settings are refused where the URL's path begins so. */
    @Override
    public Optional<Problem> problemWith(ServiceSpec spec) {
      return spec.url().getPath().startsWith("/badly-set")
          ? Optional.of(new Problem.Invalid("invalid-request", "connector.http: badly set"))
          : Optional.empty();
    }

    @Override
    public Optional<Connector> connector(TargetService service) {
      return Optional.of(new Showing(!service.spec().recipe().equals("mute")));
    }
  }
}
