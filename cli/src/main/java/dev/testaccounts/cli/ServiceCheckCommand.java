package dev.testaccounts.cli;

import dev.testaccounts.api.CertificateStep;
import dev.testaccounts.api.CertificateView;
import dev.testaccounts.client.TamClient;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tam service check}: leads a probe account through its whole life in a service. */
@Command(
    name = "check",
    description = "Create, use and remove a probe account in a service, and report each step.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:no step failed",
      "1:a step failed",
      "2:the command was not understood",
      "3:the server refused, or was not reached; standard error says why"
    })
final class ServiceCheckCommand implements Callable<Integer> {

  static final int NOT_PASSED = 1;

  @Mixin private final Remote remote = new Remote();

  @Parameters(paramLabel = "NAME", description = "The service, as it is registered.")
  private String name = "";

  @Option(
      names = "--pool",
      paramLabel = "POOL",
      description =
          "The pool whose accounts the probe is called and described like. Default: the first by"
              + " name that has the service.")
  private @Nullable String pool;

  @Override
  public Integer call() {
    return remote.ask(this::check);
  }

  private int check(TamClient client) {
    CertificateView certificate = client.checkService(name, pool);
    remote.say(certificate, () -> text(certificate));
    return certificate.passed() ? 0 : NOT_PASSED;
  }

  private static String text(CertificateView certificate) {
    Stream<List<String>> rows =
        certificate.steps().stream()
            .map(step -> List.of(step.name(), step.result(), time(step), step.detail()));
    return Table.text(List.of("STEP", "RESULT", "TIME", "DETAIL"), rows.toList())
        + certificate.service()
        + (certificate.passed() ? " passed" : " did not pass")
        + (certificate.removed()
            ? ""
            : "; the probe "
                + certificate.username()
                + " is on record, and its removal is tried again");
  }

  private static String time(CertificateStep step) {
    return step.result().equals("skipped") ? "" : step.millis() + " ms";
  }
}
