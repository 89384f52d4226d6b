package dev.testaccounts.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request: one step for each segment of the path. Immutable once built. */
final class Router {

  private final Node root = new Node();

  Router(List<Route> routes) {
    routes.forEach(this::add);
  }

  /** What a method and a path lead to. */
  sealed interface Match {
    record Found(Route route, Map<String, String> parameters) implements Match {}

    /**
     * The path knows other methods.
     *
     * @param route any of them
     */
    record WrongMethod(Route route, String allow) implements Match {}

    record NoPath() implements Match {}
  }

  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private final SortedMap<String, Route> routes = new TreeMap<>();
    private @Nullable Node parameter;
    private String parameterName = "";
  }

  private void add(Route route) {
    Node node = root;
    for (String segment : segments(route.template())) {
      node =
          segment.startsWith("{")
              ? parameter(node, segment.substring(1, segment.length() - 1))
              : node.literals.computeIfAbsent(segment, key -> new Node());
    }
    if (node.routes.put(route.method(), route) != null) {
      throw new IllegalArgumentException(
          route.method() + " " + route.template() + " is there twice");
    }
  }

  private static Node parameter(Node node, String name) {
    Node next = node.parameter == null ? new Node() : node.parameter;
    node.parameter = next;
    node.parameterName = name;
    return next;
  }

  /**
   * @param rawPath as it came, still encoded
   */
  Match match(String method, String rawPath) {
    Map<String, String> parameters = new HashMap<>();
    Node node = root;
    for (String segment : segments(rawPath)) {
      Node literal = node.literals.get(segment);
      if (literal == null) {
        literal = node.parameter;
        String value = decoded(segment);
        if (literal == null || value == null || value.isEmpty()) {
          return new Match.NoPath();
        }
        parameters.put(node.parameterName, value);
      }
      node = literal;
    }
    return found(node, method, parameters);
  }

  private static Match found(Node node, String method, Map<String, String> parameters) {
    Route route = node.routes.get(method);
    if (route != null) {
      return new Match.Found(route, parameters);
    }
    return node.routes.isEmpty()
        ? new Match.NoPath()
        : new Match.WrongMethod(
            node.routes.sequencedValues().getFirst(), allowed(node.routes.keySet()));
  }

  private static String allowed(Set<String> methods) {
    Set<String> all = new TreeSet<>(methods);
    if (all.contains("GET")) {
      all.add("HEAD");
    }
    return String.join(", ", all);
  }

  private static String[] segments(String path) {
    return path.substring(path.startsWith("/") ? 1 : 0).split("/", -1);
  }

  /** Null where it is not well encoded. */
  private static @Nullable String decoded(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
