package dev.testaccounts.connectors.discovery;

import tools.jackson.databind.JsonNode;

/** A value that is written on one line. */
record Leaf(JsonNode value) implements Part {

  @Override
  public boolean says(String text) {
    return value.toString().contains(text);
  }
}
