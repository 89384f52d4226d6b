package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.samples.e2e.Journal.HeldLease;
import dev.testaccounts.samples.e2e.Ledger.LiveLease;
import dev.testaccounts.samples.userservice.UserService;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Compares what the service holds, what the server says, and what was acknowledged. */
final class Oracle {

  private final UserService service;
  private final Journal journal;
  private final List<String> foreign;

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
  void check(Ledger ledger) throws Exception {
    // The service first: an intent is written before its account can be there.
    Set<String> inService = new TreeSet<>(service.accounts());
    for (String name : foreign) {
      assertThat(inService.remove(name)).as("%s is still there", name).isTrue();
    }
    Map<String, String> states = ledger.accounts(inService);
    assertThat(states.keySet())
        .as("no account in the service that the store does not know")
        .containsAll(inService);
    checkLeases(ledger.liveLeases());
    assertThat(ledger.jobs(journal.jobs().keySet()))
        .as("acknowledged jobs")
        .isEqualTo(journal.jobs());
    for (String username : journal.created()) {
      assertThat(states).as("acknowledged creation").containsEntry(username, "free");
      assertThat(inService).contains(username);
    }
  }

  private void checkLeases(List<LiveLease> live) {
    Map<String, LiveLease> active = new HashMap<>();
    Set<String> leasedAccounts = new HashSet<>();
    for (LiveLease lease : live) {
      active.put(lease.id(), lease);
      assertThat(leasedAccounts.add(lease.account()))
          .as("one live lease at most for an account: %s", lease)
          .isTrue();
    }
    for (HeldLease held : journal.leases().values()) {
      switch (journal.standing(held.id())) {
        case HELD ->
            assertThat(active)
                .as("acknowledged lease")
                .containsEntry(held.id(), new LiveLease(held.id(), held.account(), held.epoch()));
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
    Ledger ledger = new LedgerOverHttp(wire);
    check(ledger);
    Set<String> present = new TreeSet<>();
    ledger
        .accounts(Set.of())
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
}
