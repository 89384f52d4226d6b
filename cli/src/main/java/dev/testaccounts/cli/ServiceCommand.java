package dev.testaccounts.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tam service}: what people ask about services. */
@Command(
    name = "service",
    description = "Check services, and see what would be sent to them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CommandLine.HelpCommand.class,
      ServiceCheckCommand.class,
      ServiceOrphansCommand.class,
      ServiceRenderCommand.class
    })
final class ServiceCommand {}
