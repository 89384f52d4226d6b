package dev.testaccounts.core.pool;

import dev.testaccounts.core.kernel.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where addresses of accounts may be: in domains that are nobody's (RFC 2606, sections 2 and 3; RFC
 * 6761), so that no mail ever reaches a person, and in others that were said to be for tests.
 * Whatever is below a domain is in it. Immutable.
 *
 * @param own domains for tests, such as {@code qa.example.org}
 */
public record EmailDomains(List<String> own) {

  private static final List<String> RESERVED =
      List.of(
          "test", "example", "invalid", "localhost", "example.com", "example.net", "example.org");

  /** One address: another one behind it would be in another domain. */
  private static final Pattern ONE = Pattern.compile("[^@,;<>\\s]+@[^@,;<>\\s]+");

  public EmailDomains {
    own =
        own.stream()
            .map(each -> each.toLowerCase(Locale.ROOT).replaceFirst("^([*][.]|@)", ""))
            .toList();
  }

  /** The reserved ones alone. */
  public static EmailDomains reserved() {
    return new EmailDomains(List.of());
  }

  /**
   * Why accounts may not have an address; empty where they may.
   *
   * @param where what the problem's detail begins with
   * @param address an address, or a pool's text for some
   */
  public Optional<Problem> check(String where, String address) {
    int at = address.lastIndexOf('@');
    String domain = address.substring(at + 1).toLowerCase(Locale.ROOT);
    boolean good =
        at > 0
            && ONE.matcher(address).matches()
            && Stream.concat(RESERVED.stream(), own.stream()).anyMatch(each -> isIn(domain, each));
    return good
        ? Optional.empty()
        : Optional.of(
            new Problem.Invalid(
                "invalid-request",
                where
                    + ": expected an address in a domain that is reserved for tests, such as"
                    + " {username}@example.test, or that guard.emailDomains names, got '"
                    + address
                    + "'"));
  }

  private static boolean isIn(String domain, String other) {
    return domain.equals(other) || domain.endsWith("." + other);
  }
}
