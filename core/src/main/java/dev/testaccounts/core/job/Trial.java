package dev.testaccounts.core.job;

import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.job.Certificate.Step;
import dev.testaccounts.core.job.Certificate.Verdict;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.TargetService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A probe's whole way: made in what the service depends on, led through its life in the service,
 * and removed from all of them. Used once, by one thread.
 */
final class Trial {

  private final Groundwork groundwork;
  private final TargetService service;
  private final Probe probe;

  /**
   * @param groundwork what the service depends on
   * @param service the one that is tried
   * @param probe the probe's life in it
   */
  Trial(Groundwork groundwork, TargetService service, Probe probe) {
    this.groundwork = groundwork;
    this.service = service;
    this.probe = probe;
  }

  /**
   * All steps, in their order.
   *
   * @param later the same account with another password, which a reset gives it
   */
  List<Step> run(Identity first, Identity later) {
    boolean laid = groundwork.lay(first);
    List<Step> steps = new ArrayList<>(groundwork.steps());
    if (laid) {
      steps.addAll(
          probe.run(groundwork.knownTo(service, first), groundwork.knownTo(service, later)));
    } else {
      steps.add(
          new Step(
              "create",
              Verdict.SKIPPED,
              "it is not in a service that this one depends on",
              Duration.ZERO));
    }
    if (probe.isGone()) {
      groundwork.clear(first);
    }
    steps.addAll(groundwork.steps());
    return steps;
  }

  /** What a worker would report of the probe now: what is to be removed first comes first. */
  Map<Id, Outcome> outcomes() {
    Map<Id, Outcome> outcomes = new LinkedHashMap<>();
    outcomes.put(service.id(), probe.outcome());
    outcomes.putAll(groundwork.outcomes());
    return outcomes;
  }
}
