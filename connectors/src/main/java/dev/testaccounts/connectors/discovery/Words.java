package dev.testaccounts.connectors.discovery;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The words that names of operations and paths are made of, in the singular. */
final class Words {

  static final Set<String> ACCOUNTS =
      Set.of(
          "user",
          "account",
          "person",
          "member",
          "customer",
          "identity",
          "employee",
          "player",
          "student",
          "subscriber");
  static final Set<String> MAKES =
      Set.of("create", "register", "registration", "signup", "add", "new", "enroll");
  static final Set<String> REMOVES = Set.of("delete", "remove", "unregister", "destroy");
  static final Set<String> SIGNS_IN =
      Set.of("login", "signin", "authenticate", "authentication", "auth", "token", "session");
  static final Set<String> SIGNS_OUT = Set.of("logout", "signout", "revoke", "session", "token");
  static final Set<String> PASSWORDS =
      Set.of("password", "pass", "passwd", "passphrase", "secret", "credential");
  static final Set<String> NOT_CREATE =
      Set.of("verify", "confirm", "change", "forgot", "recover", "reset", "refresh", "check");
  static final Set<String> HEALTH =
      Set.of("health", "healthz", "ping", "status", "ready", "readyz", "live", "livez");

  private Words() {}

  /** The words of a path without its variables, or of a name. */
  static Set<String> of(String text) {
    String plain =
        text.replaceAll("\\{[^}]*}", " ")
            .replaceAll("([a-z0-9])([A-Z])", "$1 $2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("sign[-_ ]?(in|up|out)\\b", "sign$1")
            .replaceAll("log[-_ ](in|out)\\b", "log$1");
    return Arrays.stream(plain.split("[^a-z0-9]+", -1))
        .filter(each -> !each.isEmpty())
        .map(Words::singular)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String singular(String word) {
    if (word.equals("people")) {
      return "person";
    }
    if (word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    boolean plural =
        word.length() > 3 && word.endsWith("s") && !word.endsWith("ss") && !word.equals("status");
    return plural ? word.substring(0, word.length() - 1) : word;
  }

  static boolean any(Set<String> words, Set<String> of) {
    return words.stream().anyMatch(of::contains);
  }

  /** What is common to both, apart from words that any path may hold. */
  static boolean sameThing(String path, String other) {
    List<Set<String>> verbs = List.of(MAKES, REMOVES, Set.of("api", "v1", "v2", "v3", "rest"));
    Set<String> words = of(path);
    verbs.forEach(words::removeAll);
    return any(words, of(other));
  }
}
