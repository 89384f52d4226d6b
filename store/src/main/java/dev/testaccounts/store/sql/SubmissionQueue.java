package dev.testaccounts.store.sql;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A bounded queue that is emptied many at a time, and can be closed. Thread-safe. */
public final class SubmissionQueue<T> {

  private final int room;
  private final Deque<T> waiting = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition notEmpty = lock.newCondition();
  private final Condition notFull = lock.newCondition();
  private boolean closed;

  public SubmissionQueue(int room) {
    this.room = room;
  }

  /** Waits for room. False where the queue is closed: the thing is not in it. */
  public boolean put(T thing) {
    lock.lock();
    try {
      while (waiting.size() >= room && !closed) {
        notFull.awaitUninterruptibly();
      }
      if (closed) {
        return false;
      }
      waiting.addLast(thing);
      notEmpty.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for something. False where the queue is closed and empty. */
  public boolean take(Collection<T> into, int most) {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        notEmpty.awaitUninterruptibly();
      }
      for (int i = 0; i < most && !waiting.isEmpty(); i++) {
        into.add(waiting.removeFirst());
      }
      notFull.signalAll();
      return !into.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more comes in; what is in it can still be taken. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      notEmpty.signalAll();
      notFull.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
