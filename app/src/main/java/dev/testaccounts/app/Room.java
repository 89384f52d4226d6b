package dev.testaccounts.app;

import dev.testaccounts.core.service.Limits;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is claimed in one service: as much as it has places is worked on, the rest waits in line.
 * Whoever is done with one takes the next on the same thread: another that would have to be woken
 * for it would leave the place empty until it runs. Thread-safe.
 */
final class Room<T> {

  private final Consumer<T> task;
  private final Runnable wanting;
  private final Queue<T> line = new ConcurrentLinkedQueue<>();
  private final AtomicInteger claimed = new AtomicInteger();

  private final AtomicInteger working = new AtomicInteger();

  /** Until it is said; the service itself lets no more in than it has places. */
  private volatile Size size =
      new Size(Limits.standard().concurrency(), Limits.standard().mostClaimed());

  private record Size(int places, int most) {}

  /**
   * @param task works on one, on a virtual thread; while it does, it has a place
   * @param wanting called, on the same threads, when a handful more may be claimed; must not throw
   */
  Room(Consumer<T> task, Runnable wanting) {
    this.task = task;
    this.wanting = wanting;
  }

  /**
   * What holds from now on; what is worked on already goes on.
   *
   * @param places how much is worked on at a time
   * @param most how much may be claimed
   */
  void limit(int places, int most) {
    size = new Size(places, most);
    while (!line.isEmpty() && takesPlace()) {
      begin();
    }
  }

  /** How much more may be claimed; below 0 where that has become less. */
  int left() {
    return size.most() - claimed.get();
  }

  /** Claims are commits: a good handful is claimed in one. */
  boolean forAHandful() {
    return left() >= handful();
  }

  int handful() {
    return Math.max(1, size.most() / 8);
  }

  /** How much may be claimed in all. */
  int most() {
    return size.most();
  }

  /** Whether whoever is here has a place. */
  boolean nobodyWaits() {
    return claimed.get() <= size.places();
  }

  /**
   * Keeps as much room in each of several as the fullest has, at most so much; 0 where one of them
   * has none for a handful.
   *
   * @param here where it is claimed now
   * @param ahead where it goes on to later
   */
  static int reserve(List<? extends Room<?>> here, List<Approach> ahead, int most) {
    int kept = most;
    for (Room<?> room : here) {
      // Read once: others claim meanwhile.
      int left = room.left();
      kept = left >= room.handful() ? Math.min(kept, left) : 0;
    }
    for (Approach approach : ahead) {
      kept = Math.min(kept, approach.left());
    }
    for (Room<?> room : here) {
      room.claimed.addAndGet(kept);
    }
    for (Approach approach : ahead) {
      approach.setOut(kept);
    }
    return kept;
  }

  /** What was kept is not needed any more, or is {@link #add added} now. */
  void giveBack(int kept) {
    claimed.addAndGet(-kept);
  }

  /** One was claimed, and gets its turn. */
  void add(T work) {
    claimed.incrementAndGet();
    line.add(work);
    if (takesPlace()) {
      begin();
    }
  }

  private boolean takesPlace() {
    int places = size.places();
    return working.getAndUpdate(now -> now < places ? now + 1 : now) < places;
  }

  private void begin() {
    Thread.startVirtualThread(this::work);
  }

  private void work() {
    try {
      T next = next();
      while (next != null) {
        done(next);
        next = next();
      }
    } finally {
      working.decrementAndGet();
      // Somebody may have come in line who found all places taken.
      if (!line.isEmpty() && takesPlace()) {
        begin();
      }
    }
  }

  private @Nullable T next() {
    return working.get() <= size.places() ? line.poll() : null;
  }

  private void done(T work) {
    try {
      task.accept(work);
    } finally {
      claimed.decrementAndGet();
      if (forAHandful()) {
        wanting.run();
      }
    }
  }
}
