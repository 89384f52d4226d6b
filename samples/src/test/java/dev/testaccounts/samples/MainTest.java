package dev.testaccounts.samples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.samples.userservice.UserService;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as it is run: its own process, its streams and its exit code. */
@Timeout(60)
class MainTest {
  private static final String READY = "user-service on ";

  @Test
  void userService_servesUntilItIsTold() throws Exception {
    Process process = run("user-service", "--port", "0", "--latency", "1ms");
    try (BufferedReader out = process.inputReader();
        BufferedReader err = process.errorReader();
        HttpClient client = HttpClient.newHttpClient()) {
      String line = requireNonNull(out.readLine());
      assertThat(line).matches(READY + "http://127\\.0\\.0\\.1:\\d+");
      URI health = URI.create(line.substring(READY.length()) + "/health");
      assertThat(
              client
                  .send(
                      HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.ofString())
                  .body())
          .isEqualTo("{\"status\":\"healthy\"}");

      // Process.destroy would also close the streams that are read below.
      process.toHandle().destroy();

      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(err.lines()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void userService_portTaken_isOneLineAndCode2() throws Exception {
    try (UserService taken = UserService.start(UserService.Options.local())) {
      Process process = run("user-service", "--port", String.valueOf(taken.port()));

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(2);
      assertThat(process.errorReader().lines())
          .singleElement()
          .asString()
          .startsWith("port " + taken.port() + " on 127.0.0.1 is taken: ");
      assertThat(process.inputReader().lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"--latency,fast", "--latency,20", "--port,65536", "--port,http", "--size,3"})
  void userService_badOption_isUsageAndCode2(String option, String value) throws Exception {
    Process process = run("user-service", option, value);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(process.errorReader().lines().findFirst().orElseThrow()).contains(value);
  }

  private static Process run(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    return new ProcessBuilder(command).start();
  }
}
