package dev.testaccounts.connectors.declaration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A ready declaration for a known product.
 *
 * @param name what it is asked for by
 * @param parameters what it can be told, with what holds where it is not; empty where it must be
 * @param place which parameters tell one place of accounts from another, such as a realm
 * @param http the declaration, as it would be written in a service
 */
record Recipe(String name, Map<String, String> parameters, List<String> place, Said http) {

  /**
   * The declaration as a service has it.
   *
   * @param own what differs there, a merge patch (RFC 7396); null for nothing
   */
  Said http(@Nullable Said own) {
    return own == null ? http : new Said(MergePatch.applied(http.node(), own.node()), own.path());
  }

  /** The values of all parameters; refuses unknown ones and ones that must be said. */
  Map<String, String> values(Map<String, String> said, String path) {
    Map<String, String> values = new LinkedHashMap<>(parameters);
    for (Map.Entry<String, String> each : said.entrySet()) {
      if (!parameters.containsKey(each.getKey())) {
        throw new InvalidDeclarationException(
            path + "." + Said.shown(each.getKey()),
            "the recipe '" + name + "' knows the parameters " + new TreeSet<>(parameters.keySet()));
      }
      values.put(each.getKey(), each.getValue());
    }
    values.forEach(
        (parameter, value) -> {
          if (value.isEmpty()) {
            throw new InvalidDeclarationException(
                path + "." + parameter, "the recipe '" + name + "' must be told, got nothing");
          }
        });
    return values;
  }
}
