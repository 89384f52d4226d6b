package dev.testaccounts.connid;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** Result codes of a directory (RFC 4511, section 4.1.9), as JNDI tells them. */
final class LdapCodes {

  private static final Pattern CODE = Pattern.compile("\\[LDAP: error code ([0-9]{1,5})\\b");

  /** What may pass: operations error, time limit, busy, unavailable, loop, other. */
  private static final Set<Integer> PASSING = Set.of(1, 3, 51, 52, 54, 80);

  private LdapCodes() {}

  /** The code that the directory answered; null where it answered none. */
  static @Nullable Integer code(@Nullable NamingException failure) {
    String message = failure == null ? null : failure.getMessage();
    Matcher found = CODE.matcher(message == null ? "" : message);
    return found.find() ? Integer.valueOf(found.group(1)) : null;
  }

  /** Whether the directory refused for good. */
  static boolean isRefusal(@Nullable NamingException failure) {
    Integer code = code(failure);
    return code != null && !PASSING.contains(code);
  }
}
