package dev.testaccounts.app;

import dev.testaccounts.cli.TamCommand;

/** The shipped {@code tam}: the commands of the cli room, and {@code serve}. */
public final class Main {

  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    Logging.configure();
    System.exit(TamCommand.line().addSubcommand(new ServeCommand()).execute(arguments));
  }
}
