package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.Declarations;
import dev.testaccounts.connectors.declaration.TlsRule;
import dev.testaccounts.core.service.ServiceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The files that a service's TLS is made of: certificates run out, and whoever renews them writes
 * new ones over the old. They are looked at now and then. Thread-safe.
 */
final class TlsFiles {

  /** For so long they are believed to be as they were. */
  static final Duration BELIEVED = Duration.ofSeconds(10);

  private final List<String> names;
  private final List<String> before;
  private final AtomicReference<Instant> nextLook;

  private TlsFiles(List<String> names, Instant now) {
    this.names = names;
    this.before = stamps();
    this.nextLook = new AtomicReference<>(now.plus(BELIEVED));
  }

  /** To be taken before the files are read: what is written meanwhile is seen at the next look. */
  static TlsFiles of(ServiceSpec spec, Instant now) {
    TlsRule rule = Declarations.tls(spec);
    return new TlsFiles(
        rule == null
            ? List.of()
            : Stream.of(rule.authority(), rule.certificate(), rule.key())
                .filter(Objects::nonNull)
                .toList(),
        now);
  }

  /** Whether they are others by now; true for one of several who ask, if it is time to look. */
  boolean haveChanged(Instant now) {
    Instant next = nextLook.get();
    return !names.isEmpty()
        && !now.isBefore(next)
        && nextLook.compareAndSet(next, now.plus(BELIEVED))
        && areOthers();
  }

  boolean areOthers() {
    return !stamps().equals(before);
  }

  private List<String> stamps() {
    return names.stream().map(TlsFiles::stamp).toList();
  }

  private static String stamp(String name) {
    try {
      Path file = Path.of(name);
      return Files.getLastModifiedTime(file) + " " + Files.size(file);
    } catch (IOException | InvalidPathException e) {
      return "none";
    }
  }
}
