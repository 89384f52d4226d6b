package dev.testaccounts.store.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** Maps and lists of text as JSON text. Streamed: no object mapper to warm up. */
final class Json {

  static final String EMPTY_MAP = "{}";
  static final String EMPTY_LIST = "[]";

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  static String of(Map<String, String> map) {
    if (map.isEmpty()) {
      return EMPTY_MAP;
    }
    StringBuilder text = new StringBuilder();
    map.forEach(
        (key, value) -> {
          quote(key, text.append(text.isEmpty() ? "{" : ","));
          quote(value, text.append(':'));
        });
    return text.append('}').toString();
  }

  static String of(List<?> list) {
    if (list.isEmpty()) {
      return EMPTY_LIST;
    }
    StringBuilder text = new StringBuilder();
    list.forEach(each -> quote(each.toString(), text.append(text.isEmpty() ? "[" : ",")));
    return text.append(']').toString();
  }

  /** Without a generator, which costs more than the few short words that are written with it. */
  private static void quote(String word, StringBuilder text) {
    text.append('"');
    JsonStringEncoder.getInstance().quoteAsString(word, text);
    text.append('"');
  }

  static Map<String, String> map(String text) {
    if (text.equals(EMPTY_MAP)) {
      return Map.of();
    }
    Map<String, String> map = new LinkedHashMap<>();
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = json.currentName();
        json.nextToken();
        map.put(key, json.getString());
      }
    }
    return map;
  }

  static List<String> list(String text) {
    List<String> list = new ArrayList<>();
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.VALUE_STRING) {
        list.add(json.getString());
      }
    }
    return list;
  }
}
