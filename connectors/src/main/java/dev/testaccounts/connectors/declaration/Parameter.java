package dev.testaccounts.connectors.declaration;

import java.util.List;
import java.util.stream.Collectors;

/** A name and its value, in a query or in a form, as they are before they are encoded. */
public record Parameter(String name, String value) {

  static String encoded(List<Parameter> parameters) {
    return parameters.stream()
        .map(each -> Place.percentEncoded(each.name()) + "=" + Place.percentEncoded(each.value()))
        .collect(Collectors.joining("&"));
  }
}
