package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.samples.e2e.Journal.HeldLease;
import dev.testaccounts.samples.userservice.UserService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Compares what the service holds, what the server says, and what was acknowledged. */
final class Oracle {

  private final UserService service;
  private final Journal journal;
  private final List<String> foreign;
  private final Set<String> jobsSeen = new HashSet<>();

  Oracle(UserService service, Journal journal) {
    this(service, journal, List.of());
  }

  /**
   * @param foreign accounts in the service that are somebody else's, each of which must stay
   */
  Oracle(UserService service, Journal journal, List<String> foreign) {
    this.service = service;
    this.journal = journal;
    this.foreign = foreign;
  }

  /** What must hold at any moment, however little has converged. */
  void checkAfterRestart(Wire wire) throws Exception {
    // The service first: an intent is written before its account can be there.
    Set<String> inService = new TreeSet<>(service.accounts());
    for (String name : foreign) {
      assertThat(inService.remove(name)).as("%s is still there", name).isTrue();
    }
    Map<String, String> states = states(wire, inService);
    assertThat(states.keySet())
        .as("no account in the service that the store does not know")
        .containsAll(inService);
    checkLeases(wire);
    for (Map.Entry<String, Integer> job : journal.jobs().entrySet()) {
      if (jobsSeen.add(job.getKey())) {
        checkJob(wire, job.getKey(), job.getValue());
      }
    }
    for (String username : journal.created()) {
      assertThat(states).as("acknowledged creation").containsEntry(username, "free");
      assertThat(inService).contains(username);
    }
  }

  private static void checkJob(Wire wire, String job, int total) throws Exception {
    Wire.Answer answer = wire.get("/v1/jobs/" + job);
    assertThat(answer.status()).as("acknowledged job %s", job).isEqualTo(200);
    assertThat(answer.body().path("total").asInt()).isEqualTo(total);
  }

  private void checkLeases(Wire wire) throws Exception {
    Map<String, JsonNode> active = new HashMap<>();
    Set<String> leasedAccounts = new HashSet<>();
    for (JsonNode lease : wire.all("/v1/leases?state=active")) {
      active.put(lease.path("id").asString(), lease);
      assertThat(leasedAccounts.add(lease.path("account").path("id").asString()))
          .as("one live lease at most for an account: %s", lease)
          .isTrue();
    }
    for (HeldLease held : journal.leases().values()) {
      JsonNode lease = active.getOrDefault(held.id(), MissingNode.getInstance());
      switch (journal.standing(held.id())) {
        case HELD -> {
          assertThat(active).as("acknowledged lease").containsKey(held.id());
          assertThat(lease.path("epoch").asLong()).isEqualTo(held.epoch());
          assertThat(lease.path("account").path("id").asString()).isEqualTo(held.account());
        }
        case RELEASED -> assertThat(active).as("acknowledged release").doesNotContainKey(held.id());
        case RELEASING -> {}
      }
    }
  }

  /** Whether nothing is on its way any more. */
  boolean converged(Wire wire) throws Exception {
    for (String state : List.of("pending", "cleaning", "deleting")) {
      if (!wire.get("/v1/accounts?limit=1&state=" + state).body().path("items").isEmpty()) {
        return false;
      }
    }
    for (String job : journal.jobs().keySet()) {
      if (wire.get("/v1/jobs/" + job).body().path("finishedAt").isNull()) {
        return false;
      }
    }
    return true;
  }

  /** What must hold once everything has come to rest. */
  void checkConverged(Wire wire) throws Exception {
    // All jobs once more, also those that an earlier restart still knew.
    jobsSeen.clear();
    checkAfterRestart(wire);
    Set<String> present = new TreeSet<>();
    states(wire, Set.of())
        .forEach(
            (username, state) -> {
              if (state.equals("free") || state.equals("leased")) {
                present.add(username);
              }
            });
    assertThat(new TreeSet<>(service.accounts()))
        .as("the service holds what the store says, and nothing else")
        .isEqualTo(present);
    Wire target = new Wire(service.url());
    for (HeldLease held : journal.leases().values()) {
      if (journal.standing(held.id()) == Journal.Standing.HELD) {
        Wire.Answer answer =
            target.post(
                "/login",
                "{\"username\":\""
                    + held.username()
                    + "\",\"password\":\""
                    + held.password()
                    + "\"}");
        assertThat(answer.status()).as("%s signs in with its leased password", held).isEqualTo(200);
      }
    }
    for (String job : journal.jobs().keySet()) {
      for (JsonNode item : wire.all("/v1/jobs/" + job + "/items")) {
        assertThat(item.path("result").asString()).as("item %s", item).isNotEqualTo("pending");
      }
    }
  }

  /**
   * The accounts that the server says exist, by name, and those of the given names that it says are
   * deleted. The living are read first: one that is deleted meanwhile is then found among the dead.
   */
  private static Map<String, String> states(Wire wire, Set<String> names) throws Exception {
    Map<String, String> states = new HashMap<>();
    for (JsonNode account : wire.all("/v1/accounts")) {
      states.put(account.path("username").asString(), account.path("state").asString());
    }
    for (String name : names) {
      if (!states.containsKey(name)) {
        for (JsonNode account : wire.all("/v1/accounts?state=deleted&username=" + name)) {
          states.put(name, account.path("state").asString());
        }
      }
    }
    return states;
  }
}
