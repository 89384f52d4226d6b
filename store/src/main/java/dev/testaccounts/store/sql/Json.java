package dev.testaccounts.store.sql;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
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
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      map.forEach(json::writeStringProperty);
      json.writeEndObject();
    }
    return text.toString();
  }

  static String of(List<?> list) {
    if (list.isEmpty()) {
      return EMPTY_LIST;
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartArray();
      list.forEach(each -> json.writeString(each.toString()));
      json.writeEndArray();
    }
    return text.toString();
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
