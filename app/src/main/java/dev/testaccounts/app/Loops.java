package dev.testaccounts.app;

/**
 * What runs beside the requests. Closing stops the reaper and the planner first, then waits for the
 * work that is under way.
 *
 * @param planner turns jobs into accounts to be worked on, piece by piece as they find places,
 *     beside that work: both wait for commits, and neither for the other's
 */
record Loops(Loop reaper, Loop planner, Converger converger) implements AutoCloseable {

  @Override
  public void close() {
    reaper.close();
    planner.close();
    converger.close();
  }
}
