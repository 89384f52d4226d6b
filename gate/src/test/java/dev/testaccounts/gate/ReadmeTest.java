package dev.testaccounts.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands, run in order in a fresh checkout as a reader would run them. */
class ReadmeTest {

  private static final Pattern FIELD = Pattern.compile("\"([A-Za-z]+)\":");

  @TempDir Path folder;

  @Test
  void each_command_of_the_readme_works_in_a_fresh_checkout_and_the_answer_is_as_shown()
      throws Exception {
    String page = Files.readString(Repository.root().resolve("README.md"));
    String lastOutput = "";
    try (Checkout checkout = Checkout.of(Repository.root(), folder)) {
      List<String> commands = Readme.commands(page);
      assertThat(commands).contains("./tam demo", "./verify").hasSizeGreaterThan(5);
      int server = freePort();
      int service = freePort();
      for (String written : commands) {
        String command = written.replace("8080", "" + server).replace("8081", "" + service);
        lastOutput = execute(checkout, command, lastOutput);
      }
    }
    assertThat(fields(lastOutput)).isEqualTo(fields(Readme.answers(page).getLast()));
  }

  /**
   * Those that go on are waited for until they say that they are ready; the gate does not run
   * itself.
   */
  private static String execute(Checkout checkout, String command, String before) throws Exception {
    if (command.equals("./verify")) {
      return before;
    }
    if (command.equals("./tam demo")) {
      Checkout.Ended once = checkout.run(command + " --once");
      assertThat(once.code()).as(once.output()).isZero();
      return once.output();
    }
    if (command.startsWith("./tam ")) {
      String words = command.startsWith("./tam serve") ? "TAM ready on" : "user-service on";
      return String.join("\n", checkout.startUntil(command, words));
    }
    Checkout.Ended ended = checkout.run(command);
    assertThat(ended.code()).as("%s: %s", command, ended.output()).isZero();
    assertThat(ended.output()).as(command).startsWith("{").doesNotContain("\"code\":");
    return ended.output();
  }

  private static Set<String> fields(String json) {
    return new TreeSet<>(
        FIELD.matcher(json).results().map((MatchResult each) -> each.group(1)).toList());
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void a_page_whose_answer_differs_from_what_is_served_would_be_noticed() {
    assertThat(fields("{\"id\":1,\"epoch\":2}")).isNotEqualTo(fields("{\"id\":1}"));
    assertThat(Readme.commands("x\n```sh\nfalse\n```\n")).containsExactly("false");
  }
}
