package dev.testaccounts.connectors;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.secret.Secret;
import java.util.HashMap;
import java.util.Map;

/** A service's credentials: references, each looked up when it is used. Thread-safe. */
final class Credentials {

  private final Map<String, String> byName;
  private final SecretReferences references;

  Credentials(Map<String, String> byName, SecretReferences references) {
    this.byName = byName;
    this.references = references;
  }

  /** All of them as they are now, or the first one that cannot be had. */
  Result<Map<String, Secret>> now() {
    Map<String, Secret> found = new HashMap<>();
    for (Map.Entry<String, String> each : byName.entrySet()) {
      switch (references.resolve(each.getValue())) {
        case Result.Ok<Secret>(Secret secret) -> found.put(each.getKey(), secret);
        case Result.Refused<Secret>(Problem problem) -> {
          return Result.refused(problem);
        }
      }
    }
    return Result.ok(found);
  }

  /** The same names with nothing behind them, for those who only want to see a request. */
  Map<String, Secret> masked() {
    Map<String, Secret> masked = new HashMap<>();
    byName.keySet().forEach(name -> masked.put(name, new Secret(Proof.MASK)));
    return masked;
  }
}
