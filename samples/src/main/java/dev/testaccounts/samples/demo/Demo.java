package dev.testaccounts.samples.demo;

import dev.testaccounts.app.Logging;
import dev.testaccounts.app.Server;
import dev.testaccounts.app.Settings;
import dev.testaccounts.app.StartException;
import dev.testaccounts.app.config.Declared;
import dev.testaccounts.client.TamException;
import dev.testaccounts.samples.userservice.UserService;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tam demo}: the whole job before the reader's eyes. */
@Command(
    name = "tam demo",
    description =
        "Run the whole job on this machine: a sample service, a server, accounts, leases, clean-up.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every step was verified against the service",
      "1:a step was not",
      "2:cannot start"
    })
public final class Demo implements Callable<Integer> {

  private static final Duration LATENCY = Duration.ofMillis(20);
  private static final Duration LONGEST_END = Duration.ofSeconds(30);

  @Option(names = "--once", description = "End after the job instead of serving on.")
  private boolean once;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "The server's port, where it is free (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private Demo() {}

  /** Runs the demonstration and exits with its code. */
  public static void main(String[] arguments) {
    Logging.configure();
    System.exit(new CommandLine(new Demo()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("tam-demo");
    try (UserService service = UserService.start(new UserService.Options("127.0.0.1", 0, LATENCY));
        Server server = start(data)) {
      out.println(
          "user-service on " + service.url() + ", answers after " + LATENCY.toMillis() + " ms");
      out.println("TAM on " + server.url() + ", store in " + data);
      new MainJob(server.url(), service, new Narrator(out)).run();
      if (!once) {
        serve(server, service);
      }
      return 0;
    } catch (StepFailedException | TamException e) {
      out.println("  ✗ " + e.getMessage());
      return 1;
    } catch (StartException e) {
      System.err.println("tam demo: " + e.getMessage());
      return 2;
    } finally {
      delete(data);
      closed.countDown();
    }
  }

  private Server start(Path data) throws StartException {
    try {
      return Server.start(new Settings(data, "127.0.0.1", port, Declared.nothing()));
    } catch (StartException e) {
      if (port == 0 || !e.portTaken()) {
        throw e;
      }
      out.println(e.getMessage() + "; taking a free one");
      return Server.start(new Settings(data, "127.0.0.1", 0, Declared.nothing()));
    }
  }

  private void serve(Server server, UserService service) throws InterruptedException {
    out.println();
    out.println("Serving on " + server.url() + " (ctrl-C ends it). Try:");
    out.println(
        "  curl -s " + server.url() + "/v1/leases -d '{\"pool\":\"buyers\",\"fresh\":true}'");
    out.println("  curl -s " + server.url() + "/v1/events?limit=5");
    out.println("  curl -s " + service.url() + "/admin/accounts");
    CountDownLatch asked = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(asked), "end"));
    asked.await();
  }

  /** The JVM ends when its hooks have: this one lets the main thread close everything first. */
  private void end(CountDownLatch asked) {
    asked.countDown();
    try {
      closed.await(LONGEST_END.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
