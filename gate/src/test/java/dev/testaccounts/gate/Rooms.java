package dev.testaccounts.gate;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may use whom: the drawing of ARCHITECTURE.md as data. An arrow reaches what its end reaches.
 */
final class Rooms {
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry("core", Set.of()),
          entry("api", Set.of()),
          entry("testkit", Set.of("core")),
          entry("store", Set.of("core")),
          entry("connectors", Set.of("core")),
          entry("connid", Set.of("core")),
          entry("client", Set.of("api")),
          entry("web", Set.of("core", "api")),
          entry("cli", Set.of("client")),
          entry("junit", Set.of("client")),
          entry("app", Set.of("store", "connectors", "connid", "web", "cli")),
          entry("samples", Set.of("app", "junit")),
          entry("bench", Set.of("app", "junit", "samples")),
          entry("gate", Set.of("bench", "testkit")));

  /** Whose tests may use testkit: its contracts, its clock, its model store. */
  private static final Set<String> TESTED_WITH_TESTKIT =
      Set.of("store", "connectors", "connid", "web", "app", "samples", "bench");

  /** Core's packages; each may use those before it, never those after. */
  private static final List<String> CORE_ORDER =
      List.of(
          "kernel",
          "audit",
          "access",
          "secret",
          "idempotency",
          "service",
          "account",
          "pool",
          "lease",
          "job");

  private Rooms() {}

  static Set<String> names() {
    return new TreeSet<>(ARROWS.keySet());
  }

  /** For each room, those that its shipped code may use. */
  static Map<String, Set<String>> shipped() {
    Map<String, Set<String>> all = new HashMap<>();
    for (String room : ARROWS.keySet()) {
      all.put(room, reachable(room));
    }
    return all;
  }

  /** For each room, those that its tests may use. */
  static Map<String, Set<String>> tested() {
    Map<String, Set<String>> all = shipped();
    for (String room : TESTED_WITH_TESTKIT) {
      all.merge(room, Set.of("testkit"), Rooms::union);
    }
    return all;
  }

  static Map<String, Set<String>> insideCore() {
    Map<String, Set<String>> all = new HashMap<>();
    for (int place = 0; place < CORE_ORDER.size(); place++) {
      all.put(CORE_ORDER.get(place), Set.copyOf(CORE_ORDER.subList(0, place)));
    }
    return all;
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> both = new HashSet<>(some);
    both.addAll(others);
    return both;
  }

  private static Set<String> reachable(String room) {
    Set<String> found = new HashSet<>();
    for (String next : ARROWS.getOrDefault(room, Set.of())) {
      found.add(next);
      found.addAll(reachable(next));
    }
    return found;
  }
}
