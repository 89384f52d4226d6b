package dev.testaccounts.web;

import dev.testaccounts.core.job.LeaseQueue;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The {@code Prefer} header (RFC 7240): a wish, so what is not understood is passed over, and what
 * was granted is said in {@code Preference-Applied}.
 */
final class Prefer {

  static final String HEADER = "Prefer";

  /** A preference may have parameters, which mean nothing here. */
  private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?([0-9]{1,9})\"?\\s*(;.*)?");

  private Prefer() {}

  /** How long the caller would wait for an account, at most as long as one may. */
  static Optional<Duration> waitFor(Call call) {
    return call.header().apply(HEADER).stream()
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(each -> WAIT.matcher(each.strip().toLowerCase(Locale.ROOT)))
        .filter(Matcher::matches)
        .map(found -> bounded(Long.parseLong(found.group(1))))
        .findFirst();
  }

  /** What the answer says about it. */
  static Map<String, String> applied(Optional<Duration> wait) {
    return wait.map(time -> Map.of("Preference-Applied", "wait=" + time.toSeconds()))
        .orElseGet(Map::of);
  }

  private static Duration bounded(long seconds) {
    return Duration.ofSeconds(Math.min(seconds, LeaseQueue.LONGEST_WAIT.toSeconds()));
  }
}
