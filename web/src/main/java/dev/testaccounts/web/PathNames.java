package dev.testaccounts.web;

import dev.testaccounts.api.ProblemCode;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.pool.Pools;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The things that paths, filters and bodies name. */
final class PathNames {

  /** No name of a pool or service is longer; what is, is refused before it is looked up. */
  static final int LONGEST = 200;

  private PathNames() {}

  /** The {@code {id}} of the path; what cannot be an id cannot exist. */
  static Result<Id> id(Call call, Problem otherwise) {
    return Id.parse(call.parameter("id"))
        .map(Result::ok)
        .orElseGet(() -> Result.refused(otherwise));
  }

  /** The pool that {@code ?pool=} names; empty where it names none. */
  static Result<Optional<Id>> pool(Pools pools, Call call) {
    return pool(pools, call, call.query().text("pool"));
  }

  static Result<Optional<Id>> pool(Pools pools, Call call, @Nullable String name) {
    return name == null
        ? Result.ok(Optional.empty())
        : pools.pool(call.principal(), name).map(pool -> Optional.of(pool.id()));
  }

  static Problem noSuchLease() {
    return new Problem.NotFound(
        ProblemCode.NO_SUCH_LEASE.code(), "there is no such lease in this project");
  }

  static Problem noSuchAccount() {
    return new Problem.NotFound(
        ProblemCode.NO_SUCH_ACCOUNT.code(), "there is no such account in this project");
  }

  static Problem noSuchJob() {
    return new Problem.NotFound(
        ProblemCode.NO_SUCH_JOB.code(), "there is no such job in this project");
  }
}
