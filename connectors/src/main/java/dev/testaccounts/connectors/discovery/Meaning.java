package dev.testaccounts.connectors.discovery;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a field or a parameter is about, as far as its name tells. */
enum Meaning {
  USERNAME,
  PASSWORD,
  OLD_PASSWORD,
  EMAIL,
  ID,
  /** A username where there is no better one. */
  NAME,
  OTHER;

  private static final Set<String> USERNAMES =
      Set.of("username", "login", "loginname", "user", "account", "accountname", "handle");
  private static final Set<String> EMAILS = Set.of("email", "emailaddress", "mail", "useremail");
  private static final Set<String> NAMES = Set.of("name", "nickname", "identifier");
  private static final Pattern PASSWORDS =
      Pattern.compile(
          "(new|plain|user|initial|confirm|confirmed|repeat|account)?(password|passwd|passphrase|pass|pwd|secret)(confirmation|confirm|repeat|again|2)?");
  private static final Pattern OLD =
      Pattern.compile("(old|current|previous)(user)?(password|passwd|pass|pwd|secret)");
  private static final Pattern IDS =
      Pattern.compile(
          "_?(id|uuid|guid|sub|number|key)|(user|account|person|people|member|customer|identity|employee|profile|client|player)_?(id|uuid|guid|number|key)",
          Pattern.CASE_INSENSITIVE);

  static Meaning of(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    if (OLD.matcher(plain).matches()) {
      return OLD_PASSWORD;
    }
    if (PASSWORDS.matcher(plain).matches()) {
      return PASSWORD;
    }
    if (USERNAMES.contains(plain)) {
      return USERNAME;
    }
    if (EMAILS.contains(plain)) {
      return EMAIL;
    }
    return IDS.matcher(name).matches() ? ID : NAMES.contains(plain) ? NAME : OTHER;
  }

  /** Whether it says which account is meant. */
  boolean identifies() {
    return this == USERNAME || this == EMAIL || this == NAME;
  }
}
