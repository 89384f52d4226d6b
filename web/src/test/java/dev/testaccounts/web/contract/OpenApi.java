package dev.testaccounts.web.contract;

import dev.testaccounts.api.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The document, with its references followed. Immutable. */
public final class OpenApi {

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private final JsonNode document;

  private OpenApi(JsonNode document) {
    this.document = document;
  }

  /**
   * One method of one path.
   *
   * @param method in capitals
   */
  public record Operation(String method, String template, JsonNode node) {
    @Override
    public String toString() {
      return method + " " + template;
    }
  }

  /** The document that is shipped. */
  public static OpenApi shipped() {
    try (InputStream in = ProblemCode.class.getResourceAsStream("openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("openapi.yaml is not on the class path");
      }
      return of(new YAMLMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Another document: for planted mistakes. */
  public static OpenApi of(JsonNode document) {
    return new OpenApi(document);
  }

  /** The whole of it. */
  public JsonNode document() {
    return document;
  }

  /** What a node says, or what it refers to says. */
  public JsonNode resolved(JsonNode node) {
    JsonNode reference = node.get("$ref");
    if (reference == null) {
      return node;
    }
    JsonNode target = document.at(JsonPointer.compile(reference.stringValue().substring(1)));
    if (target.isMissingNode()) {
      throw new IllegalArgumentException(reference + " leads nowhere");
    }
    return resolved(target);
  }

  /** Every operation in the order of the document. */
  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          operations.add(
              new Operation(
                  method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()));
        }
      }
    }
    return operations;
  }

  /** The template that a path fits; literal segments win over parameters. */
  public Optional<String> template(String path) {
    List<String> fitting =
        document.path("paths").propertyNames().stream().filter(one -> fits(one, path)).toList();
    return fitting.stream()
        .filter(one -> !one.contains("{"))
        .findFirst()
        .or(() -> fitting.stream().findFirst());
  }

  /** The operation of a method on a template. */
  public Optional<Operation> operation(String method, String template) {
    return operations().stream()
        .filter(one -> one.method().equals(method) && one.template().equals(template))
        .findFirst();
  }

  private static boolean fits(String template, String path) {
    String[] expected = template.split("/", -1);
    String[] actual = path.split("/", -1);
    if (expected.length != actual.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      boolean parameter = expected[i].startsWith("{") && !actual[i].isEmpty();
      if (!parameter && !expected[i].equals(actual[i])) {
        return false;
      }
    }
    return true;
  }
}
