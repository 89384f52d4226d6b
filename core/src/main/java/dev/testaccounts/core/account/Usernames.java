package dev.testaccounts.core.account;

import dev.testaccounts.core.kernel.Problem;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes usernames from a pattern: {@code {hex:n}} is n random hexadecimal digits; {@code {seq}} (a
 * number that the pool gave no account before), {@code {faker:GROUP.WORD}} (made up), {@code
 * {pool}}, {@code {run}} and {@code {worker}} are looked up in the values given. Thread-safe when
 * the generator of random bits is.
 */
public final class Usernames {

  /** What the simple API uses, and pools that say nothing. */
  public static final String STANDARD = "test_{hex:8}";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  /** Stands for a number that no account of the pool had before. */
  public static final String NUMBER = "{seq}";

  private static final Set<String> VALUES = Set.of("seq", "pool", "run", "worker");
  private static final Pattern HEX = Pattern.compile("hex:([1-9]|[12][0-9]|3[0-2])");

  /** What stands between the braces for data that is made up; its group is the expression. */
  public static final String MADE_UP = "faker:([A-Za-z]{1,40}[.][A-Za-z]{1,40})";

  private static final int FEWEST_DIGITS = 6;
  private static final int LONGEST = 200;
  private static final int LONGEST_VALUE = 63;

  private final RandomGenerator random;

  public Usernames(RandomGenerator random) {
    this.random = random;
  }

  /** A new name. Placeholders without a value become {@code none}. */
  public String next(String pattern, Map<String, String> values) {
    return PLACEHOLDER.matcher(pattern).replaceAll(found -> value(found, values));
  }

  /** A name as those services have it that do not tell upper from lower case. */
  public static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * Every name that {@link #next} can make from a pattern for a pool, as it is or all in lower case
   * as some services hand it back, and no other.
   *
   * @param pool the value of {@code {pool}}
   */
  public static Predicate<String> shape(String pattern, String pool) {
    String shape = expression(pattern, pool);
    Predicate<String> exactly = Pattern.compile(shape).asMatchPredicate();
    Predicate<String> anyhow = Pattern.compile(shape, Pattern.CASE_INSENSITIVE).asMatchPredicate();
    return exactly.or(name -> name.equals(folded(name)) && anyhow.test(name));
  }

  private static String expression(String pattern, String pool) {
    StringBuilder shape = new StringBuilder();
    int at = 0;
    for (MatchResult found : PLACEHOLDER.matcher(pattern).results().toList()) {
      shape.append(Pattern.quote(pattern.substring(at, found.start())));
      shape.append(shape(found, pool));
      at = found.end();
    }
    return shape + Pattern.quote(pattern.substring(at));
  }

  private static String shape(MatchResult found, String pool) {
    int digits = digits(found);
    if (digits > 0) {
      return "[0-9a-f]{" + digits + "}";
    }
    return switch (found.group(1)) {
      case "pool" -> Pattern.quote(fitting(pool));
      case "seq" -> "[1-9][0-9]{0,18}";
      default -> "[A-Za-z0-9_.-]{0," + LONGEST_VALUE + "}";
    };
  }

  /**
   * Whether names of a pattern are told from names that others made by their random digits. A name
   * that only has a number may be anybody's.
   */
  public static boolean isTelling(String pattern) {
    return randomDigits(pattern) >= FEWEST_DIGITS;
  }

  private static int randomDigits(String pattern) {
    return PLACEHOLDER.matcher(pattern).results().mapToInt(Usernames::digits).sum();
  }

  private String value(MatchResult found, Map<String, String> values) {
    var hex = HEX.matcher(found.group(1));
    return hex.matches()
        ? hexDigits(Integer.parseInt(hex.group(1)))
        : fitting(values.getOrDefault(found.group(1), "none"));
  }

  /** A label may be anything and long; a name that a service refuses helps nobody. */
  private static String fitting(String value) {
    String cut = value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE);
    return cut.replaceAll("[^A-Za-z0-9_.-]", "-");
  }

  private String hexDigits(int digits) {
    StringBuilder text = new StringBuilder(digits);
    for (int i = 0; i < digits; i++) {
      text.append(HexFormat.of().toHexDigits(random.nextInt(16), 1));
    }
    return text.toString();
  }

  /**
   * Why a pattern cannot be used; empty where it can. A pattern must leave room for as many names
   * as a pool may need.
   */
  public static Optional<Problem> check(String pattern) {
    if (pattern.length() > LONGEST) {
      return invalid(
          "username: expected at most " + LONGEST + " characters, got " + pattern.length());
    }
    return unknownPlaceholder(pattern).or(() -> tooFewDigits(pattern)).or(() -> oddText(pattern));
  }

  private static Optional<Problem> unknownPlaceholder(String pattern) {
    return PLACEHOLDER
        .matcher(pattern)
        .results()
        .filter(found -> !isKnown(found.group(1)) && digits(found) == 0)
        .findFirst()
        .flatMap(
            found ->
                invalid(
                    "username: expected {hex:1} to {hex:32}, {seq}, {pool}, {run}, {worker} or {faker:GROUP.WORD}, got '"
                        + found.group()
                        + "'"));
  }

  private static boolean isKnown(String placeholder) {
    return VALUES.contains(placeholder) || Pattern.matches(MADE_UP, placeholder);
  }

  private static Optional<Problem> tooFewDigits(String pattern) {
    return isTelling(pattern) || pattern.contains(NUMBER)
        ? Optional.empty()
        : invalid(
            "username: expected at least {hex:6}, or {seq}, so that names do not run out, got '"
                + pattern
                + "'");
  }

  private static int digits(MatchResult found) {
    Matcher hex = HEX.matcher(found.group(1));
    return hex.matches() ? Integer.parseInt(hex.group(1)) : 0;
  }

  private static Optional<Problem> oddText(String pattern) {
    String plain = PLACEHOLDER.matcher(pattern).replaceAll("");
    return Pattern.matches("[A-Za-z0-9_.@+-]*", plain)
        ? Optional.empty()
        : invalid(
            "username: expected letters, digits and _ . @ + - around the placeholders, got '"
                + pattern
                + "'");
  }

  private static Optional<Problem> invalid(String detail) {
    return Optional.of(new Problem.Invalid("invalid-request", detail));
  }
}
