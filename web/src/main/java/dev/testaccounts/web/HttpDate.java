package dev.testaccounts.web;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The Date header (RFC 9110, 5.6.7). Helidon 4.5 writes its own in the machine's time zone, which
 * is no HTTP date. Made once a second. Thread-safe.
 */
final class HttpDate {

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final InstantSource clock;
  private volatile Made made = new Made(Long.MIN_VALUE, header(Instant.EPOCH));

  HttpDate(InstantSource clock) {
    this.clock = clock;
  }

  private record Made(long second, Header header) {}

  Header now() {
    Instant instant = clock.instant();
    Made last = made;
    if (last.second() != instant.getEpochSecond()) {
      last = new Made(instant.getEpochSecond(), header(instant));
      made = last;
    }
    return last.header();
  }

  private static Header header(Instant instant) {
    return HeaderValues.createCached(HeaderNames.DATE, FORM.format(instant));
  }
}
