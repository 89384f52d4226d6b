package dev.testaccounts.app;

import dev.testaccounts.app.config.ConfigException;
import dev.testaccounts.app.config.Declared;
import dev.testaccounts.app.config.TamYaml;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tam serve}: runs the server until it is told to stop. */
@Command(
    name = "serve",
    description = "Run the server until it is told to stop (SIGTERM, ctrl-C).",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:stopped as asked", "2:cannot start; standard error says why"})
final class ServeCommand implements Callable<Integer> {

  static final int CANNOT_START = 2;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "tam-data",
      description = "Folder of the embedded store and of the keys (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("tam-data");

  @Option(
      names = "--store",
      paramLabel = "URL",
      description =
          "Shared store: jdbc:postgresql://user:password@host/database"
              + " (default: $TAM_STORE; where that is not set, an embedded one in --data).",
      defaultValue = "${env:TAM_STORE}",
      showDefaultValue = CommandLine.Help.Visibility.NEVER)
  private @Nullable String store;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port to listen on; 0 takes any (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Loopback address to listen on (default: ${DEFAULT-VALUE}).")
  private String bind = "127.0.0.1";

  @Option(names = "--config", paramLabel = "FILE", description = "A tam.yaml to apply at start.")
  private @Nullable Path config;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    try {
      Declared declared = config == null ? Declared.nothing() : TamYaml.read(config);
      run(Server.start(new Settings(data, store, bind, port, declared)));
      return 0;
    } catch (ConfigException | StartException e) {
      err().println("tam: " + e.getMessage());
      return CANNOT_START;
    }
  }

  private void run(Server server) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.close();
                  stopped.countDown();
                },
                "stop"));
    out().println("TAM ready on " + server.url() + " (data in " + data.toAbsolutePath() + ")");
    out().flush();
    stopped.await();
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  private PrintWriter err() {
    return Objects.requireNonNull(spec).commandLine().getErr();
  }
}
