package dev.testaccounts.core.memory;

import dev.testaccounts.core.idempotency.IdempotencyStore;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.secret.SealedSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Idempotency keys in memory. */
public final class MemoryIdempotency implements IdempotencyStore {

  private record Kept(Taking taking, @Nullable SealedSecret answer) {}

  private final Map<String, Kept> kept = new LinkedHashMap<>();
  public @Nullable Instant forgottenBefore;
  public final List<Held> prolonged = new ArrayList<>();

  @Override
  public Taken take(Taking taking) {
    Kept found = kept.putIfAbsent(taking.key(), new Kept(taking, null));
    if (found == null) {
      return new Taken.First(taking.operation());
    }
    if (!found.taking().fingerprint().equals(taking.fingerprint())) {
      return new Taken.OtherRequest();
    }
    if (found.answer() != null) {
      return new Taken.Answered(found.answer());
    }
    return taking.now().isBefore(found.taking().until())
        ? new Taken.UnderWay()
        : new Taken.Again(found.taking().operation());
  }

  @Override
  public void keep(String project, String key, Id operation, SealedSecret answer) {
    kept.computeIfPresent(key, (same, present) -> new Kept(present.taking(), answer));
  }

  @Override
  public void giveBack(String project, String key, Id operation) {
    kept.remove(key);
  }

  @Override
  public void letGo(String project, String key, Id operation, Instant now) {
    kept.computeIfPresent(
        key,
        (same, present) ->
            new Kept(
                new Taking(project, key, present.taking().fingerprint(), operation, now, now),
                null));
  }

  @Override
  public void prolong(List<Held> held, Instant until) {
    prolonged.addAll(held);
    for (Held each : held) {
      kept.computeIfPresent(
          each.key(), (same, present) -> new Kept(prolonged(present.taking(), until), null));
    }
  }

  private static Taking prolonged(Taking taking, Instant until) {
    return new Taking(
        taking.project(),
        taking.key(),
        taking.fingerprint(),
        taking.operation(),
        taking.now(),
        until);
  }

  @Override
  public int reclaimAll(Instant now) {
    throw new UnsupportedOperationException("nobody asks it of this one");
  }

  @Override
  public int forget(Instant before, int limit) {
    forgottenBefore = before;
    return limit;
  }
}
