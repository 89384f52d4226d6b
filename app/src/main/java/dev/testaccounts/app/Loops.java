package dev.testaccounts.app;

/**
 * What runs beside the requests. Closing stops the reaper first, then waits for the work that is
 * under way.
 */
record Loops(Loop reaper, Converger converger) implements AutoCloseable {

  @Override
  public void close() {
    reaper.close();
    converger.close();
  }
}
