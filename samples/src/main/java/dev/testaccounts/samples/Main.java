package dev.testaccounts.samples;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command that runs a sample service, for example {@code user-service --port 8081}. */
@Command(
    name = "sample",
    description = "Runs a sample service.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "SERVICE",
    subcommands = UserServiceCommand.class)
public final class Main {
  // Held here because loggers are held weakly; a start that works needs no log lines.
  private static final Logger SERVER_LOG = Logger.getLogger("io.helidon");

  private Main() {}

  /** Runs the sample that is named first; exit code 2 when it cannot. */
  public static void main(String[] args) {
    SERVER_LOG.setLevel(Level.WARNING);
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
