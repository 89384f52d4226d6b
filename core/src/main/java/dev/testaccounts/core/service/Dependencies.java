package dev.testaccounts.core.service;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What services depend on, those that are there and those that are to be. Immutable. */
final class Dependencies {

  private final Function<String, Optional<ServiceSpec>> services;

  /**
   * @param services what is said, or is to be said, of a service; empty where there is none
   */
  Dependencies(Function<String, Optional<ServiceSpec>> services) {
    this.services = services;
  }

  boolean has(String name) {
    return services.apply(name).isPresent();
  }

  private List<String> of(String name) {
    return services.apply(name).map(ServiceSpec::dependsOn).orElse(List.of());
  }

  /** Whether one depends on another, by whatever is between them. */
  boolean reaches(String from, String to) {
    Set<String> seen = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      String name = next.removeFirst();
      if (name.equals(to)) {
        return true;
      }
      if (seen.add(name)) {
        next.addAll(of(name));
      }
    }
    return false;
  }

  /**
   * The same, each after all that it depends on; of two that need not wait the first comes first.
   */
  List<ServiceSpec> inOrder(List<ServiceSpec> specs) {
    List<String> order = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    specs.forEach(each -> visit(each.name(), seen, order));
    return order.stream()
        .flatMap(name -> specs.stream().filter(each -> each.name().equals(name)))
        .toList();
  }

  private void visit(String name, Set<String> seen, List<String> order) {
    if (seen.add(name)) {
      of(name).forEach(each -> visit(each, seen, order));
      order.add(name);
    }
  }
}
