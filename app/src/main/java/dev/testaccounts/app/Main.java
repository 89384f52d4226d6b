package dev.testaccounts.app;

import dev.testaccounts.cli.TamCommand;
import dev.testaccounts.web.HttpFront;
import java.util.Objects;
import picocli.CommandLine;

/** The shipped {@code tam}: the commands of the cli room, and those that need no server. */
public final class Main {

  /** What the script {@code tam} of a checkout knows beside the product's own commands. */
  private static final String[] BESIDE = {
    "Beside these:",
    "  demo     Run the whole job before your eyes, against a sample service.",
    "  sample   Run a sample service, such as: sample user-service --port 8081."
  };

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
    if (System.getProperty("tam.checkout") != null) {
      line.getCommandSpec().usageMessage().footer(BESIDE);
    }
    return line;
  }
}
