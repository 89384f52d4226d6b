package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.RenderedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where changes wait for a call's turn. One stands at the door, the others behind it; whoever goes
 * takes some of them along, and leaves the door to the next. Thread-safe.
 */
final class ScimDoor {

  /** What stands around a change in a request of many, in octets. */
  private static final long WRAPPING = 200;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<ScimMember> waiting = new ArrayDeque<>();
  private boolean occupied;

  /** Whether it stands at the door now; else it waits behind it. */
  boolean isFirst(ScimMember member) {
    lock.lock();
    try {
      boolean first = !occupied;
      occupied = true;
      if (!first) {
        waiting.addLast(member);
      }
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** Whether one that waits could leave; if not, it was called just now. */
  boolean leave(ScimMember member) {
    lock.lock();
    try {
      return waiting.remove(member);
    } finally {
      lock.unlock();
    }
  }

  boolean anybodyWaits() {
    lock.lock();
    try {
      return !waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The one at the door goes.
   *
   * @param room how many may go, and how long their request may be; null where it goes alone
   * @param call how long the call may last: who has less time stays, and will leave by itself
   * @return all who go, the first first
   */
  List<ScimMember> depart(ScimMember first, ScimFeatures.@Nullable Bulk room, Duration call) {
    lock.lock();
    try {
      List<ScimMember> going = new ArrayList<>(List.of(first));
      if (room != null) {
        join(going, room, call);
      }
      open();
      return List.copyOf(going);
    } finally {
      lock.unlock();
    }
  }

  private void join(List<ScimMember> going, ScimFeatures.Bulk room, Duration call) {
    long left = room.octets() - octets(going.getFirst());
    Iterator<ScimMember> each = waiting.iterator();
    while (going.size() < room.most() && each.hasNext()) {
      ScimMember next = each.next();
      left -= octets(next);
      if (left < 0) {
        return;
      }
      if (next.isInTime(call)) {
        each.remove();
        going.add(next);
      }
    }
  }

  private static long octets(ScimMember member) {
    RenderedRequest.Body body = member.request().body();
    return WRAPPING + (body == null ? 0 : body.text().getBytes(StandardCharsets.UTF_8).length);
  }

  /** The one at the door went away without a call. */
  void abandon() {
    lock.lock();
    try {
      open();
    } finally {
      lock.unlock();
    }
  }

  private void open() {
    ScimMember next = waiting.pollFirst();
    occupied = next != null;
    if (next != null) {
      next.say(new ScimMember.Word.Lead());
    }
  }
}
