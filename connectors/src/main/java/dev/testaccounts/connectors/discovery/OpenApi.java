package dev.testaccounts.connectors.discovery;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** An OpenAPI document, in which references can be followed as far as they stay in it. */
final class OpenApi {

  private static final int SHOWN = 200;

  /** Real documents need some thousand; one that is all references would never end. */
  private static final int MOST_STEPS = 1_000_000;

  private final JsonNode root;
  private int steps;

  OpenApi(JsonNode root) {
    this.root = root;
  }

  JsonNode root() {
    return root;
  }

  /** What a node stands for: itself, or what its reference leads to in the end. */
  JsonNode resolved(JsonNode node) {
    Set<String> seen = new LinkedHashSet<>();
    JsonNode at = node;
    while (at.path("$ref").isString()) {
      String reference = at.path("$ref").asString();
      if (!seen.add(reference)) {
        throw new UnusableException(
            quoted(reference),
            "expected a $ref that leads somewhere, got a cycle of " + String.join(" → ", seen));
      }
      at = target(reference);
    }
    if (++steps > MOST_STEPS) {
      throw new UnusableException(
          "schemas", "expected a document that can be walked, got one that refers too often");
    }
    return at;
  }

  private JsonNode target(String reference) {
    if (!reference.startsWith("#")) {
      throw new UnusableException(
          quoted(reference),
          "expected a $ref within the document (#/…), got one to another; bundle the document into one file first");
    }
    JsonNode found = root.at(pointer(reference));
    if (found.isMissingNode()) {
      throw new UnusableException(
          quoted(reference), "expected a $ref that leads somewhere, got one to nothing");
    }
    return found;
  }

  private static JsonPointer pointer(String reference) {
    try {
      String fragment = reference.substring(1).replace("+", "%2B");
      return JsonPointer.compile(URLDecoder.decode(fragment, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new UnusableException(
          quoted(reference), "expected a $ref such as #/components/schemas/User");
    }
  }

  private static String quoted(String reference) {
    return "$ref '" + shown(reference, SHOWN) + "'";
  }

  /** Text of a document for a message or a comment: one line, and no longer than needed. */
  static String shown(String text, int most) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
    return line.length() <= most ? line : line.substring(0, most) + "…";
  }
}
