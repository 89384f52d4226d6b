package dev.testaccounts.cli;

import dev.testaccounts.api.RequestView;
import dev.testaccounts.client.TamClient;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tam service render}: the request that an operation would send. */
@Command(
    name = "render",
    description = "Show the request that an operation of a service would send; nothing is sent.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:shown",
      "2:the command was not understood",
      "3:the server refused, or was not reached; standard error says why"
    })
final class ServiceRenderCommand implements Callable<Integer> {

  @Mixin private final Remote remote = new Remote();

  @Parameters(index = "0", paramLabel = "NAME", description = "The service, as it is registered.")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "OPERATION",
      arity = "0..1",
      defaultValue = "create",
      description = "An operation that it declares (default: ${DEFAULT-VALUE}).")
  private String operation = "create";

  @Override
  public Integer call() {
    return remote.ask(this::render);
  }

  private int render(TamClient client) {
    RequestView request = client.request(name, operation);
    remote.say(request, () -> text(request));
    return 0;
  }

  private static String text(RequestView request) {
    String headers =
        request.headers().entrySet().stream()
            .map(header -> header.getKey() + ": " + header.getValue())
            .sorted()
            .collect(Collectors.joining("\n"));
    String body = request.body();
    return request.method()
        + " "
        + request.url()
        + (headers.isEmpty() ? "" : "\n" + headers)
        + (body == null ? "" : "\n\n" + body);
  }
}
