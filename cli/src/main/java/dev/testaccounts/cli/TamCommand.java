package dev.testaccounts.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of the command line. */
@Command(
    name = "tam",
    description = "Test Account Manager: test accounts, leased, cleaned, and gone afterwards.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {CommandLine.HelpCommand.class, ServiceCommand.class})
public final class TamCommand {

  private TamCommand() {}

  /** The command line with every command of this room; the shipped program adds its own. */
  public static CommandLine line() {
    return new CommandLine(new TamCommand());
  }
}
