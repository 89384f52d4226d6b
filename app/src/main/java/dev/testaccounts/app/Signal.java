package dev.testaccounts.app;

/**
 * Lets those who write work wake the one who does it, although it is constructed after them.
 * Thread-safe.
 */
final class Signal implements Runnable {

  private volatile Runnable receiver = () -> {};

  void connect(Runnable next) {
    receiver = next;
  }

  @Override
  public void run() {
    receiver.run();
  }
}
