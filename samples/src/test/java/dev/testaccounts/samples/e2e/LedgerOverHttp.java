package dev.testaccounts.samples.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a running server answers. */
final class LedgerOverHttp implements Ledger {

  private final Wire wire;

  LedgerOverHttp(Wire wire) {
    this.wire = wire;
  }

  /** The living are read first: one that is deleted meanwhile is then found among the dead. */
  @Override
  public Map<String, String> accounts(Set<String> names) throws Exception {
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

  @Override
  public List<LiveLease> liveLeases() throws Exception {
    List<LiveLease> live = new ArrayList<>();
    for (JsonNode lease : wire.all("/v1/leases?state=active")) {
      live.add(
          new LiveLease(
              lease.path("id").asString(),
              lease.path("account").path("id").asString(),
              lease.path("epoch").asLong()));
    }
    return live;
  }

  @Override
  public Map<String, Integer> jobs(Set<String> ids) throws Exception {
    Map<String, Integer> totals = new HashMap<>();
    for (String id : ids) {
      Wire.Answer answer = wire.get("/v1/jobs/" + id);
      if (answer.status() == 200) {
        totals.put(id, answer.body().path("total").asInt());
      }
    }
    return totals;
  }
}
