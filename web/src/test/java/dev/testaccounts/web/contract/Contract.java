package dev.testaccounts.web.contract;

import dev.testaccounts.api.WireFormat;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Holds requests and responses to the document: method, path, status, headers, content type and
 * body. Thread-safe.
 */
public final class Contract {

  private static final String PROBLEM = "application/problem+json";

  private final OpenApi openApi;
  private final Schemas schemas;

  private Contract(OpenApi openApi) {
    this.openApi = openApi;
    this.schemas = new Schemas(openApi.document());
  }

  /** The contract that is shipped. */
  public static Contract shipped() {
    return of(OpenApi.shipped());
  }

  /** Another one: for planted mistakes. */
  public static Contract of(OpenApi openApi) {
    return new Contract(openApi);
  }

  /**
   * A response as it came.
   *
   * @param method in capitals
   * @param path without the query
   * @param header a header's value by its name
   * @param body empty where there is none
   */
  public record Exchange(
      String method,
      String path,
      int status,
      Function<String, Optional<String>> header,
      String body) {

    /** What the JDK's client got. */
    public static Exchange of(HttpResponse<?> response) {
      Object body = response.body();
      return new Exchange(
          response.request().method(),
          response.request().uri().getRawPath(),
          response.statusCode(),
          name -> response.headers().firstValue(name),
          body instanceof byte[] bytes
              ? new String(bytes, StandardCharsets.UTF_8)
              : body == null ? "" : body.toString());
    }
  }

  /** Fails where a response is not as the document has it; gives it back where it is. */
  public <T> HttpResponse<T> check(HttpResponse<T> response) {
    Exchange exchange = Exchange.of(response);
    List<String> problems = problems(exchange);
    if (!problems.isEmpty()) {
      throw new AssertionError(
          exchange.method()
              + " "
              + exchange.path()
              + " -> "
              + exchange.status()
              + " is not as openapi.yaml has it:\n  "
              + String.join("\n  ", problems)
              + "\n  body: "
              + exchange.body());
    }
    return response;
  }

  /** What is wrong with a response; empty where nothing is. */
  public List<String> problems(Exchange exchange) {
    return exchange.method().equals("HEAD") ? headProblems(exchange) : wholeProblems(exchange);
  }

  /** The head of what the GET would answer, and nothing after it. */
  private List<String> headProblems(Exchange exchange) {
    if (!exchange.body().isEmpty()) {
      return List.of("body: expected none to a HEAD");
    }
    Optional<OpenApi.Operation> get =
        openApi.template(exchange.path()).flatMap(each -> openApi.operation("GET", each));
    String status = String.valueOf(exchange.status());
    boolean known =
        get.map(each -> each.node().path("responses").has(status))
            .orElse(exchange.status() == 404 || exchange.status() == 405);
    return known ? List.of() : List.of("status: " + status + " is not documented");
  }

  private List<String> wholeProblems(Exchange exchange) {
    Optional<String> template = openApi.template(exchange.path());
    if (template.isEmpty()) {
      return outside(exchange, 404);
    }
    Optional<OpenApi.Operation> operation = openApi.operation(exchange.method(), template.get());
    if (operation.isEmpty()) {
      return outside(exchange, 405);
    }
    JsonNode response =
        operation.get().node().path("responses").path(String.valueOf(exchange.status()));
    if (response.isMissingNode()) {
      return List.of("status: " + exchange.status() + " is not documented");
    }
    return inside(exchange, openApi.resolved(response));
  }

  /** What is wrong with a request's JSON body; empty where nothing is. */
  public List<String> requestProblems(String method, String path, String body) {
    JsonNode schema =
        openApi
            .template(path)
            .flatMap(template -> openApi.operation(method, template))
            .orElseThrow(() -> new IllegalArgumentException(method + " " + path + " is not there"))
            .node()
            .at("/requestBody/content/application~1json/schema");
    return bodyProblems(schema, body);
  }

  /** What is wrong with a value by a schema of the document; empty where nothing is. */
  List<String> valueProblems(JsonNode schema, JsonNode value) {
    return schemas.problems(schema, value);
  }

  private List<String> outside(Exchange exchange, int expected) {
    List<String> problems = new ArrayList<>();
    if (exchange.status() != expected) {
      problems.add("status: expected " + expected + " for what is not documented");
    }
    if (expected == 405 && exchange.header().apply("Allow").isEmpty()) {
      problems.add("Allow: expected, missing");
    }
    boolean simple = exchange.path().equals("/create") || exchange.path().equals("/cleanup");
    String schema = simple ? "SimpleError" : "Problem";
    problems.addAll(typeProblems(exchange, simple ? "application/json" : PROBLEM));
    problems.addAll(
        bodyProblems(openApi.document().at("/components/schemas/" + schema), exchange.body()));
    return problems;
  }

  private List<String> inside(Exchange exchange, JsonNode response) {
    List<String> problems = new ArrayList<>();
    for (var header : response.path("headers").properties()) {
      problems.addAll(
          headerProblems(
              header.getKey(),
              openApi.resolved(header.getValue()),
              exchange.header().apply(header.getKey())));
    }
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      if (!exchange.body().isEmpty()) {
        problems.add("body: expected none");
      }
      return problems;
    }
    String type = type(exchange);
    if (content.path(type).isMissingNode()) {
      problems.add("Content-Type: " + type + " is not one of " + content.propertyNames());
    } else if (type.endsWith("/json") || type.endsWith("+json")) {
      problems.addAll(bodyProblems(content.path(type).path("schema"), exchange.body()));
      problems.addAll(statusProblems(exchange, type));
    }
    return problems;
  }

  private List<String> headerProblems(String name, JsonNode header, Optional<String> value) {
    if (value.isEmpty()) {
      return header.path("required").asBoolean(false)
          ? List.of(name + ": expected, missing")
          : List.of();
    }
    return schemas.problems(header.path("schema"), StringNode.valueOf(value.get())).stream()
        .map(problem -> name + problem)
        .toList();
  }

  private static List<String> typeProblems(Exchange exchange, String expected) {
    String type = type(exchange);
    return type.equals(expected)
        ? List.of()
        : List.of("Content-Type: expected " + expected + ", got " + type);
  }

  /** A problem says the status that it came with. */
  private static List<String> statusProblems(Exchange exchange, String type) {
    return type.equals(PROBLEM)
            && WireFormat.mapper().readTree(exchange.body()).path("status").asInt(0)
                != exchange.status()
        ? List.of("/status: expected " + exchange.status())
        : List.of();
  }

  private List<String> bodyProblems(JsonNode schema, String body) {
    try {
      return schemas.problems(schema, WireFormat.mapper().readTree(body));
    } catch (JacksonException e) {
      return List.of("body: " + e.getOriginalMessage());
    }
  }

  private static String type(Exchange exchange) {
    String given = exchange.header().apply("Content-Type").orElse("none");
    int semicolon = given.indexOf(';');
    return (semicolon < 0 ? given : given.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }
}
