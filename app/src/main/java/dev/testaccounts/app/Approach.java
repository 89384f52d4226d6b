package dev.testaccounts.app;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is on its way to one service by one route, and how much may be. A fast service would else
 * fill the line of a slow one behind it, where others wait, too; and a slow one would leave the
 * places of a fast one behind it empty, if no more might be on its way than has room there. So the
 * window is as wide as the room at first. Each who gets there and finds a free place widens it by
 * one; once as many as a whole window found none, one after the other, each further one narrows it:
 * those who only come all at once are not too many. Thread-safe.
 *
 * <p>By one route, because what is held up somewhere must not hold up those who do not pass there.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5681#section-3.1">RFC 5681, slow start</a>
 */
final class Approach {

  private final Room<?> room;
  private final AtomicInteger coming = new AtomicInteger();

  /** By how much the window is wider than the room. */
  private final AtomicInteger wider = new AtomicInteger();

  /** How many found no free place, one after the other. */
  private final AtomicInteger inLine = new AtomicInteger();

  /** Whether the last who set out were as many as might. */
  private volatile boolean tooNarrow;

  /**
   * @param room that of the service
   */
  Approach(Room<?> room) {
    this.room = room;
  }

  /**
   * How many more may set out; 0 where it is not a handful. They take no room from what is there:
   * they may be long in coming.
   */
  int left() {
    int left = room.left() + wider.get() - coming.get();
    return left >= room.handful() ? left : 0;
  }

  /** So many more set out. */
  void setOut(int accounts) {
    coming.addAndGet(accounts);
    tooNarrow = left() == 0;
  }

  /** So many of them do not come. */
  void giveBack(int accounts) {
    coming.addAndGet(-accounts);
  }

  /** One of them is there, and was {@link Room#add added}. */
  void arrived() {
    coming.decrementAndGet();
    if (room.nobodyWaits()) {
      inLine.set(0);
      wider.addAndGet(tooNarrow ? 1 : 0);
    } else if (inLine.incrementAndGet() > room.most() + wider.get()) {
      wider.updateAndGet(now -> Math.max(0, now - 1));
    }
  }
}
