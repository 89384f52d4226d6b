package dev.testaccounts.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events (HTML Living Standard, section 9.2) as they come. A server that says nothing
 * for long, not even a comment, is taken to be gone: a connection does not always tell. Read by one
 * thread.
 */
final class ServerEvents<T> implements Flow.Subscriber<String>, AutoCloseable {

  /** Three times as long as the server's pauses. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  /** The end of the stream, which no line is: none has a line feed in it. */
  private static final String END = "\n";

  private static final String UNNAMED = "message";

  private final Function<String, T> reader;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private volatile @Nullable Future<?> exchange;
  private volatile @Nullable TamException fault;

  /**
   * @param reader reads an event's data
   */
  ServerEvents(Function<String, T> reader) {
    this.reader = reader;
  }

  /**
   * An event.
   *
   * @param name {@code message} where the server gives none
   */
  record Event<T>(String name, T data) {}

  /** Told what brings the events: {@link #close()} ends it, also where no answer has come yet. */
  void by(Future<?> bringing) {
    exchange = bringing;
  }

  /**
   * Waits for the next one. Empty where the stream is over; {@link TamException} as it was told.
   */
  Optional<Event<T>> next() throws InterruptedException {
    String name = UNNAMED;
    StringBuilder data = new StringBuilder();
    while (true) {
      String line = lines.poll(LONGEST_SILENCE.toSeconds(), TimeUnit.SECONDS);
      if (line == null) {
        throw new TamException(
            TamException.TIMEOUT, "the server fell silent for " + LONGEST_SILENCE, null);
      }
      if (line.equals(END)) {
        return over();
      }
      if (line.isEmpty() && !data.isEmpty()) {
        return Optional.of(new Event<>(name, reader.apply(data.substring(1))));
      }
      if (line.isEmpty()) {
        // An event without data is none, and its name is not the next one's.
        name = UNNAMED;
      } else if (line.startsWith("event:")) {
        name = value(line);
      } else if (line.startsWith("data:")) {
        data.append('\n').append(value(line));
      }
    }
  }

  private Optional<Event<T>> over() {
    TamException told = fault;
    if (told != null) {
      throw told;
    }
    return Optional.empty();
  }

  /**
   * Nothing comes any more.
   *
   * @param why null where that is as it should be
   */
  void end(@Nullable TamException why) {
    fault = why;
    lines.add(END);
  }

  private static String value(String line) {
    String value = line.substring(line.indexOf(':') + 1);
    return value.startsWith(" ") ? value.substring(1) : value;
  }

  @Override
  public void onSubscribe(Flow.Subscription opened) {
    opened.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    lines.add(line);
  }

  @Override
  public void onError(Throwable ignored) {
    // Told to end(…) as well, as a fault of the exchange.
  }

  @Override
  public void onComplete() {
    // Told to end(…) as well.
  }

  @Override
  public void close() {
    Future<?> open = exchange;
    if (open != null) {
      open.cancel(true);
    }
  }
}
