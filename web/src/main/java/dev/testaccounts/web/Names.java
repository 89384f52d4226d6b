package dev.testaccounts.web;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.service.TargetService;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The names behind the ids in one answer, each looked up once. For one thread. */
final class Names {

  private final Function<Id, Result<Pool>> poolById;
  private final Function<Id, Optional<TargetService>> serviceById;
  private final Map<Id, Optional<String>> poolNames = new HashMap<>();
  private final Map<Id, Optional<TargetService>> services = new HashMap<>();

  Names(UseCases useCases) {
    this(useCases.pools()::byId, useCases.serviceById());
  }

  Names(Function<Id, Result<Pool>> poolById, Function<Id, Optional<TargetService>> serviceById) {
    this.poolById = poolById;
    this.serviceById = serviceById;
  }

  /** Null for no pool, and for one that was removed. */
  @Nullable String pool(@Nullable Id id) {
    return id == null ? null : poolNames.computeIfAbsent(id, this::lookUp).orElse(null);
  }

  Optional<TargetService> service(Id id) {
    return services.computeIfAbsent(id, serviceById);
  }

  private Optional<String> lookUp(Id id) {
    return poolById.apply(id) instanceof Result.Ok<Pool>(Pool pool)
        ? Optional.of(pool.name())
        : Optional.empty();
  }
}
