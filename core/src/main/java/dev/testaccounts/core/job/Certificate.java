package dev.testaccounts.core.job;

import java.time.Duration;
import java.util.List;

/**
 * What a probe account met with in a service.
 *
 * @param username the probe's name
 * @param removed whether the probe is known to be gone; otherwise it is on record and its removal
 *     is tried again
 * @param took how long all of it took
 * @param steps in the order they were made
 */
public record Certificate(String username, boolean removed, Duration took, List<Step> steps) {

  public Certificate {
    steps = List.copyOf(steps);
  }

  /** Whether no step failed. */
  public boolean passed() {
    return steps.stream().noneMatch(step -> step.verdict() == Verdict.FAILED);
  }

  /**
   * One thing that was tried, or was not.
   *
   * @param detail what the service answered, or why the step was skipped; never a secret
   */
  public record Step(String name, Verdict verdict, String detail, Duration took) {}

  /** What a step came to. */
  public enum Verdict {
    OK,
    FAILED,
    /** The service does not declare what it takes, or an earlier step makes it pointless. */
    SKIPPED
  }
}
