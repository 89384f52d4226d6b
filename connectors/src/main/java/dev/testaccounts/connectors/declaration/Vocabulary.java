package dev.testaccounts.connectors.declaration;

import java.util.Set;
import java.util.TreeSet;

/**
 * Which variables the templates of a service may use.
 *
 * @param parameters the names of the recipe's parameters
 * @param credentials the names of the service's credentials
 * @param earlier the services that an identity is in before it comes here
 */
record Vocabulary(Set<String> parameters, Set<String> credentials, Set<String> earlier) {

  /** The id that the service itself gave the account. */
  static final String OWN_ID = "enrollment.id";

  static final String PASSWORD = "account.password";

  private static final Set<String> ACCOUNT =
      Set.of("account.id", "account.username", "account.email", PASSWORD);

  private static final Set<String> SERVICE =
      Set.of("service.name", "service.url", "service.host", "service.port", "service.environment");

  /**
   * Whether a variable may be used. Attributes and labels are the pools' affair: any name may be
   * one of theirs.
   */
  boolean knows(String variable, boolean ofAccount) {
    return SERVICE.contains(variable)
        || named(variable, "parameters.", parameters)
        || named(variable, "credentials.", credentials)
        || (ofAccount && ofAccount(variable));
  }

  private boolean ofAccount(String variable) {
    return ACCOUNT.contains(variable)
        || variable.equals(OWN_ID)
        || variable.matches("account\\.(attributes|labels)\\.[^.]+")
        || earlier.stream().anyMatch(each -> variable.equals("enrollments." + each + ".id"));
  }

  private static boolean named(String variable, String prefix, Set<String> names) {
    return variable.startsWith(prefix) && names.contains(variable.substring(prefix.length()));
  }

  /** What a message says may be used. */
  String expected(boolean ofAccount) {
    Set<String> words = new TreeSet<>(SERVICE);
    parameters.forEach(each -> words.add("parameters." + each));
    credentials.forEach(each -> words.add("credentials." + each));
    if (ofAccount) {
      words.addAll(ACCOUNT);
      words.addAll(Set.of(OWN_ID, "account.attributes.NAME", "account.labels.NAME"));
      earlier.forEach(each -> words.add("enrollments." + each + ".id"));
    }
    return String.join(", ", words);
  }
}
