package dev.testaccounts.samples;

import dev.testaccounts.samples.userservice.UserService;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the user-service until it is told to stop. */
@Command(
    name = "user-service",
    description = "Accounts behind the simple contract: create, delete, sign in.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class UserServiceCommand implements Callable<Integer> {
  private static final int UNAVAILABLE = 2;

  @Option(names = "--port", description = "Port to listen on; 0 takes a free one.")
  private int port = 8081;

  @Option(names = "--bind", description = "Address to listen on.")
  private String bind = "127.0.0.1";

  @Option(
      names = "--latency",
      description = "Wait before each answer, for example 20ms or 2s.",
      converter = DurationText.class)
  private Duration latency = Duration.ZERO;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    CommandSpec command = Objects.requireNonNull(spec);
    try (UserService service = UserService.start(options(command))) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(service::close));
      PrintWriter out = command.commandLine().getOut();
      out.println("user-service on " + service.url());
      out.flush();
      service.awaitClose();
      return 0;
    } catch (UncheckedIOException unavailable) {
      command.commandLine().getErr().println(unavailable.getMessage());
      return UNAVAILABLE;
    }
  }

  private UserService.Options options(CommandSpec command) {
    try {
      return new UserService.Options(bind, port, latency);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
    }
  }
}
