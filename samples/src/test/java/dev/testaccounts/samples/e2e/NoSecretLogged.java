package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.secret.Passwords;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After every end-to-end test: no password that TAM made stands in any line that was logged
 * meanwhile, nor in what a fault that was logged says of itself and its causes. Found by the form
 * and the checksum that passwords have.
 */
public final class NoSecretLogged implements BeforeEachCallback, AfterEachCallback {

  private static final Pattern LIKE_ONE =
      Pattern.compile("(?=(Tam1[-_.!@#$%&*?+=]?[0-9A-Za-z]{11,67}))");

  private final Listening listening = new Listening();

  /** Keeps what is logged. */
  static final class Listening extends Handler {

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final SimpleFormatter words = new SimpleFormatter();

    List<String> lines() {
      return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(words.formatMessage(line) + trace(line.getThrown()));
    }

    private static String trace(@Nullable Throwable thrown) {
      StringWriter text = new StringWriter();
      if (thrown != null) {
        thrown.printStackTrace(new PrintWriter(text));
      }
      return text.toString();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    listening.lines.clear();
    listening.setLevel(Level.ALL);
    Logger.getLogger("").addHandler(listening);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Logger.getLogger("").removeHandler(listening);
    assertThat(secrets(listening.lines())).as("passwords in the log").isEmpty();
  }

  /** The passwords in some lines. */
  static List<String> secrets(List<String> lines) {
    return lines.stream()
        .flatMap(line -> LIKE_ONE.matcher(line).results())
        .flatMap(found -> beginnings(found.group(1)).filter(Passwords::recognises))
        .toList();
  }

  /** What follows a password may be a letter, too. */
  private static Stream<String> beginnings(String text) {
    return IntStream.rangeClosed(1, text.length()).mapToObj(end -> text.substring(0, end));
  }
}
