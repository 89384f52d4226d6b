package dev.testaccounts.connectors.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** All operations of a document, and why some of them cannot be used. */
final class Endpoints {

  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private final OpenApi document;
  private final List<Endpoint> usable = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();

  private Endpoints(OpenApi document) {
    this.document = document;
  }

  static Endpoints of(OpenApi document) {
    Endpoints endpoints = new Endpoints(document);
    JsonNode paths = document.root().path("paths");
    if (!paths.isObject() || paths.isEmpty()) {
      throw new UnusableException("paths", "expected the operations of a service, got none");
    }
    paths.properties().forEach(each -> endpoints.path(each.getKey(), each.getValue()));
    return endpoints;
  }

  List<Endpoint> all() {
    return usable;
  }

  /** Each with its reason. */
  List<String> skipped() {
    return skipped;
  }

  private void path(String path, JsonNode node) {
    JsonNode item;
    try {
      item = document.resolved(node);
    } catch (UnusableException e) {
      skipped.add(OpenApi.shown(path, 200) + ": " + e.reason());
      return;
    }
    METHODS.stream().filter(item::has).forEach(each -> operation(path, each, item));
  }

  private void operation(String path, String method, JsonNode item) {
    String name = method.toUpperCase(Locale.ROOT);
    try {
      if (!path.matches("/[^?#\\p{Cntrl}\\s]*") || path.contains("{{")) {
        throw new UnusableException(
            "path", "expected one that begins with / and has neither query nor spaces");
      }
      JsonNode operation = item.path(method);
      usable.add(
          new Endpoint(name, path, operation, parameters(item, operation), content(operation)));
    } catch (UnusableException e) {
      skipped.add(name + " " + OpenApi.shown(path, 200) + ": " + e.reason());
    }
  }

  /** An operation's own parameters stand in place of its path's. */
  private List<Endpoint.Parameter> parameters(JsonNode item, JsonNode operation) {
    Map<String, Endpoint.Parameter> found = new LinkedHashMap<>();
    for (JsonNode list : List.of(item.path("parameters"), operation.path("parameters"))) {
      for (JsonNode each : list) {
        JsonNode parameter = document.resolved(each);
        String name = parameter.path("name").asString("");
        String in = parameter.path("in").asString("");
        boolean required = in.equals("path") || parameter.path("required").asBoolean(false);
        found.put(
            in + " " + name,
            new Endpoint.Parameter(
                name, in, required, document.resolved(parameter.path("schema"))));
      }
    }
    return List.copyOf(found.values());
  }

  private Endpoint.@Nullable Content content(JsonNode operation) {
    JsonNode kinds = document.resolved(operation.path("requestBody")).path("content");
    for (String kind : List.of("application/([\\w.-]+\\+)?json\\b.*", "application/x-www-form.*")) {
      for (Map.Entry<String, JsonNode> each : kinds.properties()) {
        if (each.getKey().toLowerCase(Locale.ROOT).matches(kind)) {
          return new Endpoint.Content(
              each.getKey(), document.resolved(each.getValue().path("schema")));
        }
      }
    }
    return null;
  }
}
