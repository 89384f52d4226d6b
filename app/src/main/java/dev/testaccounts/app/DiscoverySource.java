package dev.testaccounts.app;

import dev.testaccounts.app.config.ConfigException;
import dev.testaccounts.connectors.Download;
import dev.testaccounts.connectors.discovery.Discovery;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.service.Guard;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/** Reads a document from an allowed host or from a file. */
final class DiscoverySource {

  /** The largest public documents have about 10 MB. */
  static final int MOST_BYTES = 16 * 1024 * 1024;

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final Guard guard;

  DiscoverySource(Guard guard) {
    this.guard = guard;
  }

  /** Throws where there is none to read; the message says where and why. */
  Discovery.Source read(String document) throws ConfigException {
    return document.matches("(?i)https?://.*") ? fromUrl(document) : fromFile(document);
  }

  private Discovery.Source fromUrl(String document) throws ConfigException {
    URI url;
    try {
      url = new URI(document);
    } catch (URISyntaxException e) {
      throw new ConfigException("expected the URL of a document, got one that is none");
    }
    return switch (new Download(guard, LONGEST, MOST_BYTES).text(url)) {
      case Result.Ok<String>(String text) ->
          new Discovery.Source(text, document.replaceAll("[?#].*", ""), url);
      case Result.Refused<String>(Problem.Forbidden refused) ->
          throw new ConfigException(
              refused.detail() + "; allow it by --allow-host, or by the guard of --config");
      case Result.Refused<String>(Problem problem) -> throw new ConfigException(problem.detail());
    };
  }

  private static Discovery.Source fromFile(String document) throws ConfigException {
    try (InputStream in = Files.newInputStream(Path.of(document))) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new ConfigException(
            document + ": expected at most " + MOST_BYTES + " bytes, got more");
      }
      return new Discovery.Source(new String(bytes, StandardCharsets.UTF_8), document, null);
    } catch (InvalidPathException | IOException e) {
      throw new ConfigException(
          document + ": cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }
}
