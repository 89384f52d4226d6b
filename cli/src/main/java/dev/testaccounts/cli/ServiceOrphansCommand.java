package dev.testaccounts.cli;

import dev.testaccounts.api.Durations;
import dev.testaccounts.api.OrphansBody;
import dev.testaccounts.api.OrphansView;
import dev.testaccounts.client.TamClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tam service orphans}: where a service and the ledger differ. */
@Command(
    name = "orphans",
    description = "Tell where a service and the ledger differ; on demand, make them agree.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:they do not differ",
      "1:they differ",
      "2:the command was not understood",
      "3:the server refused, or was not reached; standard error says why"
    })
final class ServiceOrphansCommand implements Callable<Integer> {

  static final int DIFFER = 1;

  /** What is done about it. */
  enum Action {
    report,
    delete,
    forget
  }

  @Mixin private final Remote remote = new Remote();

  @Spec private @Nullable CommandSpec command;

  @Parameters(paramLabel = "NAME", description = "The service, as it is registered.")
  private String name = "";

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      defaultValue = "report",
      description =
          "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}): delete removes orphans, and"
              + " what was deleted and is still there, from the service; forget removes here what vanished there.")
  private Action action = Action.report;

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "What changed here since then is left alone (default: ${DEFAULT-VALUE}).")
  private String olderThan = "";

  @Override
  public Integer call() {
    Duration time =
        Durations.parse(olderThan)
            .orElseThrow(
                () ->
                    new CommandLine.ParameterException(
                        Objects.requireNonNull(command).commandLine(),
                        "--older-than: expected " + Durations.EXPECTED + ", got " + olderThan));
    return remote.ask(client -> sweep(client, time));
  }

  private int sweep(TamClient client, Duration time) {
    OrphansView view = client.orphans(name, new OrphansBody(action.name(), time));
    List<List<String>> rows = rows(view);
    remote.say(view, () -> text(view, rows));
    return rows.isEmpty() ? 0 : DIFFER;
  }

  private static List<List<String>> rows(OrphansView view) {
    List<List<String>> rows = new ArrayList<>();
    view.orphans().forEach(each -> rows.add(List.of("orphan", each.username(), each.fate())));
    view.vanished().forEach(each -> rows.add(List.of("vanished", each.username(), each.fate())));
    view.lingering().forEach(each -> rows.add(List.of("lingering", each.username(), each.fate())));
    return rows;
  }

  private static String text(OrphansView view, List<List<String>> rows) {
    String sum = view.listed() + " accounts listed, " + rows.size() + " differ";
    return rows.isEmpty() ? sum : Table.text(List.of("WHAT", "USERNAME", "FATE"), rows) + sum;
  }
}
