package dev.testaccounts.cli;

import dev.testaccounts.api.WireFormat;
import dev.testaccounts.client.TamClient;
import dev.testaccounts.client.TamException;
import java.net.URI;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that asks a server, and how its answer is said. */
final class Remote {

  static final int REFUSED = 3;

  /** What an answer is printed as. */
  enum Format {
    table,
    json
  }

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:TAM_SERVER:-http://127.0.0.1:8080}",
      description = "The server (default: $$TAM_SERVER; where that is not set, port 8080 here).",
      showDefaultValue = CommandLine.Help.Visibility.NEVER)
  private URI server = URI.create("http://127.0.0.1:8080");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  /** Asks, and says why where there is no answer. */
  int ask(ToIntFunction<TamClient> question) {
    try {
      return question.applyAsInt(TamClient.at(server));
    } catch (TamException e) {
      line().getErr().println("tam: " + e.getMessage());
      return REFUSED;
    }
  }

  void say(Object answer, Supplier<String> text) {
    line()
        .getOut()
        .println(
            format == Format.json
                ? WireFormat.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(answer)
                : text.get());
  }

  private CommandLine line() {
    return Objects.requireNonNull(command).commandLine();
  }
}
