package dev.testaccounts.core.memory;

import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.account.Usernames;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.lease.Ticket;
import dev.testaccounts.core.lease.Wanted;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Things that tests begin with. */
public final class Samples {

  public static final Principal ANN = new Principal("shop", "ann");

  private static final Ids IDS = new Ids(new SplittableRandom(7));

  private Samples() {}

  public static Id id() {
    return IDS.next(SettableClock.START);
  }

  public static ServiceSpec serviceSpec(String name, String... dependsOn) {
    return new ServiceSpec(
        name,
        URI.create("http://localhost:8081"),
        "testing",
        ServiceSpec.SIMPLE,
        Map.of(),
        Limits.standard(),
        List.of(dependsOn));
  }

  public static TargetService service(String name, Limits limits) {
    ServiceSpec spec = serviceSpec(name);
    return new TargetService(
        id(),
        ANN.project(),
        new ServiceSpec(
            name, spec.url(), spec.environment(), spec.recipe(), Map.of(), limits, List.of()),
        1,
        SettableClock.START);
  }

  public static PoolSpec poolSpec(String name, String... services) {
    return poolSpec(name, Usernames.STANDARD, Map.of(), services);
  }

  public static PoolSpec poolSpec(
      String name, String username, Map<String, String> attributes, String... services) {
    return new PoolSpec(
        name,
        List.of(services),
        username,
        attributes,
        0,
        100,
        Duration.ofMinutes(15),
        Duration.ofHours(4),
        OnRelease.RESET);
  }

  public static Pool pool(String name, TargetService... services) {
    return pool(name, Usernames.STANDARD, Map.of(), services);
  }

  public static Pool pool(
      String name, String username, Map<String, String> attributes, TargetService... services) {
    String[] names = Arrays.stream(services).map(TargetService::name).toArray(String[]::new);
    List<Pool.Member> members =
        IntStream.range(0, services.length)
            .mapToObj(i -> new Pool.Member(services[i].id(), i))
            .toList();
    PoolSpec spec = poolSpec(name, username, attributes, names);
    return new Pool(id(), ANN.project(), spec, members, 1, SettableClock.START);
  }

  /** A place in a pool's queue. */
  public static Ticket ticket(Pool pool) {
    return ticket(pool, 1);
  }

  /** A request for several accounts, whichever. */
  public static Ticket ticket(Pool pool, int accounts) {
    return new Ticket(
        id(),
        pool.project(),
        pool.id(),
        Ticket.USUAL,
        "ann",
        Map.of(),
        Collections.nCopies(accounts, Wanted.ANY),
        OnRelease.RESET,
        Duration.ofMinutes(15),
        SettableClock.START,
        SettableClock.START.plusSeconds(60));
  }

  /** The value of a result that should have one. */
  public static <T> T value(Result<T> result) {
    return switch (result) {
      case Result.Ok<T>(T value) -> value;
      case Result.Refused<T>(Problem problem) -> throw new AssertionError(problem.toString());
    };
  }

  /** The problem of a result that should have one. */
  public static <T> Problem problem(Result<T> result) {
    return switch (result) {
      case Result.Ok<T>(T value) -> throw new AssertionError("expected a problem, got " + value);
      case Result.Refused<T>(Problem problem) -> problem;
    };
  }
}
