package dev.testaccounts.core.job;

import dev.testaccounts.core.account.Outcome;
import dev.testaccounts.core.job.Certificate.Step;
import dev.testaccounts.core.job.Certificate.Verdict;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.TargetService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A probe's accounts in the services that the one to be tried depends on: what these call it may
 * stand in its requests. Made in their order, and removed in the reverse one. Used once, by one
 * thread.
 */
final class Groundwork {

  private final List<Ground> grounds;
  private final Map<String, String> ids = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  /** A service, and the probe's life in it. */
  record Ground(TargetService service, Probe probe) {}

  /**
   * @param grounds in the order in which the account is made in them
   */
  Groundwork(List<Ground> grounds) {
    this.grounds = List.copyOf(grounds);
  }

  /** Makes the account in each of them, until one fails. Whether none did. */
  boolean lay(Identity identity) {
    for (Ground ground : grounds) {
      Identity known = knownTo(ground.service(), identity);
      Step step = ground.probe().make("create in " + ground.service().name(), known);
      steps.add(step);
      if (step.verdict() == Verdict.FAILED) {
        return false;
      }
      String remoteId = ground.probe().remoteId();
      if (remoteId != null) {
        ids.put(ground.service().name(), remoteId);
      }
    }
    return true;
  }

  /** The same account with what the services call it that come first. */
  Identity knownTo(TargetService service, Identity identity) {
    Map<String, String> earlier = new HashMap<>(ids);
    earlier.keySet().retainAll(service.spec().dependsOn());
    return identity.after(earlier);
  }

  /** Removes what was made, until one fails: what others depend on is removed after them. */
  void clear(Identity identity) {
    for (Ground ground : grounds.reversed()) {
      if (!ground.probe().isGone()) {
        Identity known = knownTo(ground.service(), identity).called(ground.probe().remoteId());
        Step step = ground.probe().unmake("delete in " + ground.service().name(), known);
        steps.add(step);
        if (step.verdict() == Verdict.FAILED) {
          return;
        }
      }
    }
  }

  /** What was done since this was asked the last time. */
  List<Step> steps() {
    List<Step> told = List.copyOf(steps);
    steps.clear();
    return told;
  }

  /** What a worker would report of the probe now, the last service first. */
  Map<Id, Outcome> outcomes() {
    Map<Id, Outcome> outcomes = new LinkedHashMap<>();
    grounds.reversed().forEach(each -> outcomes.put(each.service().id(), each.probe().outcome()));
    return outcomes;
  }
}
