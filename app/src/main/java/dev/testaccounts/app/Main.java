package dev.testaccounts.app;

import dev.testaccounts.cli.TamCommand;
import dev.testaccounts.web.HttpFront;
import java.util.Objects;
import picocli.CommandLine;

/** The shipped {@code tam}: the commands of the cli room, and those that need no server. */
public final class Main {

  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    Logging.configure();
    if (arguments.length > 0 && arguments[0].equals("serve")) {
      // Beside the command line and the store: a server is ready a fifth of a second earlier.
      Thread.ofPlatform().daemon().name("preload").start(HttpFront::preload);
    }
    System.exit(line().execute(arguments));
  }

  /** The whole command line. */
  public static CommandLine line() {
    CommandLine line = TamCommand.line().addSubcommand(new ServeCommand());
    CommandLine service = Objects.requireNonNull(line.getSubcommands().get("service"));
    service.addSubcommand(new ServiceDiscoverCommand());
    return line;
  }
}
