package dev.testaccounts.connid;

import org.identityconnectors.common.logging.Log;
import org.identityconnectors.common.logging.LogSpi;
import org.jspecify.annotations.Nullable;

/**
 * What ConnId and its bundles have to say: by itself it would be every exception, in the words of
 * the service, on standard output. What matters comes back as a reply.
 */
public final class Silence implements LogSpi {

  @Override
  public void log(
      Class<?> type,
      String method,
      Log.Level level,
      @Nullable String message,
      @Nullable Throwable failure) {}

  @Override
  public void log(
      Class<?> type,
      @Nullable StackTraceElement caller,
      Log.Level level,
      @Nullable String message,
      @Nullable Throwable failure) {}

  @Override
  public boolean isLoggable(Class<?> type, Log.Level level) {
    return false;
  }

  @Override
  public boolean needToInferCaller(Class<?> type, Log.Level level) {
    return false;
  }
}
