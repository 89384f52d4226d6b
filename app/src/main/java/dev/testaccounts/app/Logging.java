package dev.testaccounts.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/** How a process of ours logs: our own words on one line each, libraries only where they warn. */
public final class Logging {

  private Logging() {}

  /** To be called once, before anything logs. */
  public static void configure() {
    try (InputStream in = Logging.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
