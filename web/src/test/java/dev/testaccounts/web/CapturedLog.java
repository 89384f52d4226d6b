package dev.testaccounts.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Takes what one class logs instead of the console. */
final class CapturedLog extends Handler implements AutoCloseable {

  private final Logger logger;
  private final List<String> messages = Collections.synchronizedList(new ArrayList<>());

  CapturedLog(Class<?> source) {
    this.logger = Logger.getLogger(source.getName());
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  List<String> messages() {
    return List.copyOf(messages);
  }

  @Override
  public void publish(LogRecord line) {
    messages.add(line.getMessage());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
