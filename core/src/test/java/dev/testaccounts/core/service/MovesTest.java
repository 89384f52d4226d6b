package dev.testaccounts.core.service;

import static dev.testaccounts.core.memory.Samples.ANN;
import static dev.testaccounts.core.memory.Samples.problem;
import static dev.testaccounts.core.memory.Samples.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.memory.MemoryServices;
import dev.testaccounts.core.memory.SettableClock;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A service that holds accounts stays where it is: the ledger said that they were deleted, and they
 * stood where it had been.
 */
class MovesTest {

  private static final ServiceSpec HERE = spec("http://localhost:8", "{}");
  private static final ServiceSpec ELSEWHERE = spec("http://localhost:9", "{}");
  private static final ServiceSpec OTHER_REALM = spec("http://localhost:8", "{\"realm\":\"b\"}");

  private final MemoryServices store = new MemoryServices();
  private final Services services =
      new Services(
          store,
          new Realms(),
          Guard.loopback(),
          new Ids(new SplittableRandom(1)),
          new SettableClock());

  private static ServiceSpec spec(String url, String settings) {
    return new ServiceSpec(
        "users",
        URI.create(url),
        "testing",
        ServiceSpec.SIMPLE,
        settings,
        Map.of(),
        Limits.standard(),
        List.of(),
        false);
  }

  /** What is said to them is a part of the place. */
  private static final class Realms implements Connectors {

    @Override
    public Set<String> recipes() {
      return Set.of(ServiceSpec.SIMPLE);
    }

    @Override
    public Optional<Problem> problemWith(ServiceSpec spec) {
      return Optional.empty();
    }

    @Override
    public String place(ServiceSpec spec) {
      return Connectors.super.place(spec) + spec.settings();
    }

    @Override
    public Optional<Connector> connector(TargetService service) {
      return Optional.empty();
    }

    @Override
    public ServiceHealth health(TargetService service) {
      return ServiceHealth.well(SettableClock.START);
    }
  }

  @BeforeEach
  void held() {
    store.inUse.add(value(services.register(ANN, HERE)).id());
  }

  private Problem refusal(ServiceSpec next, @Nullable String movedFrom) {
    URI from = movedFrom == null ? null : URI.create(movedFrom);
    return problem(services.change(ANN, next, from, OptionalLong.empty()));
  }

  private TargetService changed(ServiceSpec next, @Nullable String movedFrom) {
    URI from = movedFrom == null ? null : URI.create(movedFrom);
    return value(services.change(ANN, next, from, OptionalLong.empty()));
  }

  @Test
  void another_address_is_another_place() {
    assertThat(refusal(ELSEWHERE, null))
        .isEqualTo(
            new Problem.Conflict(
                "in-use",
                "url: service 'users' still holds accounts at http://localhost:8, and would lose"
                    + " them; delete them first, or, if it moved with them, say movedFrom:"
                    + " http://localhost:8"));
    assertThat(refusal(ELSEWHERE, "http://localhost:7").code()).isEqualTo("in-use");
    assertThat(value(services.service(ANN, "users")).spec()).isEqualTo(HERE);
  }

  @Test
  void another_part_of_the_same_address_is_one_too() {
    assertThat(refusal(OTHER_REALM, null).detail())
        .isEqualTo(
            "connector: service 'users' still holds accounts in another place at"
                + " http://localhost:8, and would lose them; delete them first, or, if it moved"
                + " with them, say movedFrom: http://localhost:8");
    assertThat(changed(OTHER_REALM, "http://localhost:8").spec()).isEqualTo(OTHER_REALM);
  }

  @Test
  void who_says_that_it_moved_is_believed_as_often_as_that_is_said() {
    assertThat(changed(ELSEWHERE, "http://localhost:8/").spec()).isEqualTo(ELSEWHERE);
    assertThat(changed(ELSEWHERE, "http://localhost:8/").version()).isEqualTo(3);
  }

  @Test
  void all_else_may_be_changed() {
    ServiceSpec slower =
        new ServiceSpec(
            HERE.name(),
            HERE.url(),
            HERE.environment(),
            HERE.recipe(),
            HERE.credentials(),
            new Limits(1, Limits.standard().timeout()),
            HERE.dependsOn(),
            true);

    assertThat(changed(slower, null).version()).isEqualTo(2);
  }

  @Test
  void one_that_holds_none_goes_where_it_likes() {
    store.inUse.clear();

    assertThat(changed(ELSEWHERE, null).version()).isEqualTo(2);
    assertThat(changed(OTHER_REALM, null).version()).isEqualTo(3);
  }
}
