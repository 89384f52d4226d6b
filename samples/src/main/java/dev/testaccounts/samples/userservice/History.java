package dev.testaccounts.samples.userservice;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The latest calls, oldest overwritten first. One ring for all usernames: a benchmark that makes a
 * million of them costs a write per call and no more memory than the ring.
 */
final class History {
  static final int CAPACITY = 1 << 16;

  private final AtomicReferenceArray<Line> ring = new AtomicReferenceArray<>(CAPACITY);
  private final AtomicLong written = new AtomicLong();

  void add(String username, HistoryEntry entry) {
    ring.set((int) (written.getAndIncrement() % CAPACITY), new Line(username, entry));
  }

  List<HistoryEntry> of(String username) {
    List<HistoryEntry> found = new ArrayList<>();
    long end = written.get();
    for (long at = Math.max(0, end - CAPACITY); at < end; at++) {
      Line line = ring.get((int) (at % CAPACITY));
      if (line != null && line.username.equals(username)) {
        found.add(line.entry);
      }
    }
    return List.copyOf(found);
  }

  private record Line(String username, HistoryEntry entry) {}
}
