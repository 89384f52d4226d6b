package dev.testaccounts.app.config;

/** The configuration is wrong; the message says where and why, for a person to read. */
public final class ConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }
}
