package dev.testaccounts.samples.userservice;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults that wait for their calls, in the order in which they came. */
final class Faults {
  private final List<Fault> waiting = new ArrayList<>();
  // Lets the usual case, no fault at all, pass without the lock.
  private volatile boolean any;

  synchronized void add(Fault fault) {
    waiting.add(fault);
    any = true;
  }

  synchronized void clear() {
    waiting.clear();
    any = false;
  }

  Fault.@Nullable Effect next(Call call) {
    return any ? take(call) : null;
  }

  private synchronized Fault.@Nullable Effect take(Call call) {
    for (int at = 0; at < waiting.size(); at++) {
      Fault fault = waiting.get(at);
      if (fault.target().covers(call)) {
        useUp(at, fault);
        return fault.effect();
      }
    }
    return null;
  }

  private void useUp(int at, Fault fault) {
    if (fault.times() > 1) {
      waiting.set(at, fault.times(fault.times() - 1));
    } else {
      waiting.remove(at);
      any = !waiting.isEmpty();
    }
  }
}
