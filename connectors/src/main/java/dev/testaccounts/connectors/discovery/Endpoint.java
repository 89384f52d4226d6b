package dev.testaccounts.connectors.discovery;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One operation of a document.
 *
 * @param method in capitals
 * @param path as the document has it, with its variables in braces
 * @param node what is said of it
 * @param parameters of the path and its own, references followed
 * @param content what it takes; null where it takes nothing that can be sent
 */
record Endpoint(
    String method,
    String path,
    JsonNode node,
    List<Parameter> parameters,
    @Nullable Content content) {

  /**
   * @param in path, query, header or cookie
   */
  record Parameter(String name, String in, boolean required, JsonNode schema) {
    Meaning meaning() {
      return Meaning.of(name);
    }
  }

  /**
   * A body.
   *
   * @param type its media type
   */
  record Content(String type, JsonNode schema) {
    boolean isForm() {
      return type.startsWith("application/x-www-form-urlencoded");
    }
  }

  List<Parameter> parameters(String in) {
    return parameters.stream().filter(each -> each.in().equals(in)).toList();
  }

  /** The words of its path's last part that is none of its variables. */
  Set<String> lastWords() {
    String plain = path.replaceAll("(/\\{[^}]*})+/?$", "");
    return Words.of(plain.substring(plain.lastIndexOf('/') + 1));
  }

  Set<String> words() {
    Set<String> words = new TreeSet<>(Words.of(path));
    words.addAll(Words.of(operationId()));
    return words;
  }

  String operationId() {
    return node.path("operationId").asString("");
  }

  /** The name of the variable that the path ends with; null where it ends with a word. */
  @Nullable String lastVariable() {
    return path.endsWith("}") ? path.substring(path.lastIndexOf('{') + 1, path.length() - 1) : null;
  }

  /** The statuses that are documented, within a range. */
  Set<Integer> statuses(int from, int below) {
    return node.path("responses").propertyNames().stream()
        .filter(each -> each.matches("[2-5]\\d\\d"))
        .map(Integer::valueOf)
        .filter(each -> each >= from && each < below)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public String toString() {
    return method + " " + OpenApi.shown(path, 200);
  }
}
