package dev.testaccounts.connectors.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Names and values in the order in which they are to be read, and what is to be known of each. */
final class Draft implements Part {

  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Map<String, List<String>> remarks = new LinkedHashMap<>();
  private final Map<String, Draft> alternatives = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  Draft put(String name, Part part) {
    parts.put(name, part);
    return this;
  }

  Draft put(String name, JsonNode value) {
    return put(name, new Leaf(value));
  }

  Draft put(String name, String value) {
    return put(name, JsonNodeFactory.instance.stringNode(value));
  }

  /** Statuses; nothing where there are none. */
  Draft put(String name, Set<Integer> values) {
    if (!values.isEmpty()) {
      var array = JsonNodeFactory.instance.arrayNode();
      values.stream().sorted().forEach(array::add);
      put(name, array);
    }
    return this;
  }

  /** Puts what a reader must know before a name's value. */
  Draft remark(String name, String text) {
    remarks.computeIfAbsent(name, each -> new ArrayList<>()).add(text);
    return this;
  }

  /** What a reader must know of something that is not there. */
  Draft note(String text) {
    notes.add(text);
    return this;
  }

  /** Something that is not said, but could be. */
  Draft alternative(String name, Draft draft) {
    alternatives.put(name, draft);
    return this;
  }

  Map<String, Part> parts() {
    return parts;
  }

  List<String> remarks(String name) {
    return remarks.getOrDefault(name, List.of());
  }

  Map<String, Draft> alternatives() {
    return alternatives;
  }

  List<String> notes() {
    return notes;
  }

  /** Takes over everything of another. */
  void putAll(Draft other) {
    parts.putAll(other.parts);
    other.remarks.forEach((name, texts) -> texts.forEach(text -> remark(name, text)));
    alternatives.putAll(other.alternatives);
    notes.addAll(other.notes);
  }

  @Override
  public boolean says(String text) {
    return parts.values().stream().anyMatch(each -> each.says(text));
  }
}
